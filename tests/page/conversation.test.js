import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "./support/clock.js";
import { load } from "./support/scripts.js";

const { Conversation } = await load("conversation.js");
const { Memory } = await load("memory.js");

/** Just enough of a document for a notice: its text. */
globalThis.document = {
  createElement: () => ({ dataset: {}, append(...children) { this.text = children.map((child) => child.text ?? child).join(""); } }),
};

const message = (id, nickname, content, more = {}) => ({ type: "message", id, nickname, content, timestamp: "2026-11-21T14:49:24Z", ...more });
const movement = (type, nickname) => ({ type, nickname, timestamp: "", user_count: 1 });
const history = (messages, complete, lastId) => ({ type: "history", messages, complete, ...(lastId !== undefined && { last_id: lastId }) });

function talk({ isProven = false, items = new Map() } = {}) {
  const shown = [];
  const commands = [];
  const setup = { shown, commands, clock: new Clock(), newest: "", returns: null };
  const ids = new Set();
  const show = (said, own) => {
    ids.add(said.id);
    shown.push(`${said.content}${own ? " (own)" : ""}`);
  };
  const messages = {
    addMessage: show,
    addPast: (some, before) => shown.push(`before ${before}: ${some.map(({ content }) => content)}`),
    addGap: (before) => shown.push(`gap before ${before}`),
    addMovement: ({ type, nickname }) => shown.push(`${nickname} ${type}`),
    add: ({ text }) => shown.push(text),
    markOwn: (id) => shown.push(`${id} is own`),
    has: (id) => ids.has(id),
    onEarlier: () => {}, showMore: () => {}, setOwnName: () => {}, entry: () => undefined,
    quietly: (add) => add(),
  };
  const outbox = {
    received(_frame, mayReturn) {
      setup.mayReturn = mayReturn;
      return false;
    },
    arrived(name) {
      setup.returns = name;
    },
    pause() {}, resume() {},
  };
  const storage = { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) };
  const conversation = new Conversation({
    messages, outbox, isProven,
    people: { set() {}, joined() {}, left() {}, setOwnName() {} },
    typists: { set() {}, clear() {} },
    timers: setup.clock,
    memory: new Memory(() => storage, ""),
    send: (command) => commands.push(command) > 0,
    newest: () => setup.newest,
    named() {}, news() {}, place: null,
  });
  setup.receive = (...frames) => {
    for (const frame of frames) {
      conversation.received(frame);
      setup.newest = frame.id || frame.last_id || setup.newest;
    }
  };
  setup.join = (...frames) => setup.receive({ type: "system", content: "Welcome!", timestamp: "" }, ...frames, movement("user_joined", "Anonymous"));
  setup.lost = () => conversation.lost();
  return setup;
}

test("two Anonymous who say the same are told apart", () => {
  const { join, receive, shown } = talk();
  join(history([], true, ""));
  receive(message("1", "Anonymous", "same", { client_id: "c" }), message("2", "Anonymous", "same"));
  assert.deepEqual(shown, ["Welcome!", "same (own)", "same"]);
});

test("own messages are known again after the page is loaded again, and others of that name are not", () => {
  const items = new Map();
  const before = talk({ items });
  before.join(history([], true, ""));
  before.receive(message("1", "Anonymous", "mine", { client_id: "c" }));
  const after = talk({ items });
  after.join(history([message("1", "Anonymous", "mine"), message("2", "Anonymous", "theirs")], true, "2"));
  assert.deepEqual(after.shown, ["mine (own)", "theirs", "You joined", "Welcome!"]);
});

test("a name that a token proves is one's own everywhere", () => {
  const { join, shown } = talk({ isProven: true });
  join(history([message("1", "Anonymous", "from another tab")], true, "1"));
  assert.deepEqual(shown[0], "from another tab (own)");
});

test("the answer to a message that was sent again is not shown a second time", () => {
  const { join, receive, lost, shown } = talk();
  join(history([], true, ""));
  receive(message("5", "Bob", "hi"));
  lost();
  join(history([message("6", "Anonymous", "lost on the way")], true, "6"));
  receive(message("6", "Anonymous", "lost on the way", { client_id: "c" }));
  assert.deepEqual(shown, ["Welcome!", "hi", "While you were away", "lost on the way", "You are back", "6 is own"]);
});

test("a cut answer is asked on, and nothing is said to be missing", () => {
  const { join, receive, lost, shown, commands } = talk();
  join(history([], true, ""));
  receive(message("5", "Bob", "hi"));
  lost();
  join(history([message("9", "Bob", "d")], false, "9"));
  assert.deepEqual(commands, [{ type: "history", before: "9", limit: 200 }]);
  receive(history([message("5", "Bob", "hi"), message("7", "Bob", "b"), message("8", "Bob", "c")], true));
  assert.deepEqual(shown, ["Welcome!", "hi", "While you were away", "d", "You are back", "before 9: b,c"]);
});

test("messages that the server no longer has are said to be missing", () => {
  const { join, receive, lost, shown } = talk();
  join(history([], true, ""));
  lost();
  join(history([message("9", "Bob", "d")], false, "9"));
  receive(history([], false));
  assert.equal(shown.at(-1), "gap before 9");
});

test("whoever has just left may be coming back, for half a minute", () => {
  const setup = talk();
  setup.join(history([], true, ""));
  setup.receive(movement("user_left", "Bob"));
  setup.clock.pass(29_999);
  assert.deepEqual([setup.mayReturn("Bob"), setup.mayReturn("Carol")], [true, false]);
  setup.clock.pass(1);
  assert.equal(setup.mayReturn("Bob"), false);
  setup.receive(movement("user_joined", "Bob"));
  assert.equal(setup.returns, "Bob");
});

test("an error that nobody asked for is not shown, any other is", () => {
  const { join, receive, shown } = talk();
  const error = (code) => ({ type: "error", code, content: `error ${code}`, timestamp: "" });
  join(history([], true, ""));
  receive(error("rate-limited"), error("too-long"));
  assert.deepEqual(shown.slice(1), ["error too-long"]);
});
