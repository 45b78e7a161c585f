import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "./support/clock.js";
import { load } from "./support/scripts.js";

const { Outbox } = await load("outbox.js");
const nobodyReturns = () => false;
const error = (code) => ({ type: "error", code, content: "a sentence", timestamp: "" });

function opened() {
  const clock = new Clock();
  const sent = [];
  const shown = [];
  const show = (kind) => ({ content }, why) => shown.push(why ? `${kind} ${content}: ${why}` : `${kind} ${content}`);
  const outbox = new Outbox((command) => sent.push(command) > 0, {
    waiting: show("waiting"),
    rejected: show("rejected"),
    removed: show("removed"),
  }, clock, () => {});
  outbox.resume();
  return { clock, sent, shown, outbox, said: () => sent.filter(({ type }) => type === "message") };
}

/** Answers the last message with these frames and the pong behind it. */
function answer({ outbox, sent }, frames, mayReturn = nobodyReturns) {
  const last = sent.filter(({ type }) => type === "message").at(-1);
  const echo = { type: "message", id: "1", nickname: "Anonymous", content: last.content, timestamp: "", client_id: last.client_id };
  for (const frame of [...frames, { type: "pong", nonce: last.client_id }]) outbox.received(frame === "echo" ? echo : frame, mayReturn);
}

test("a message is known again by its client id, and not by its words", () => {
  const setup = opened();
  setup.outbox.add("hi", "");
  setup.outbox.received({ type: "message", id: "1", nickname: "Anonymous", content: "hi", timestamp: "" }, nobodyReturns);
  assert.deepEqual(setup.outbox.waiting.map(({ content }) => content), ["hi"]);
  answer(setup, ["echo"]);
  assert.deepEqual(setup.outbox.waiting, []);
});

test("messages go out one by one, in order", () => {
  const setup = opened();
  setup.outbox.add("one", "");
  setup.outbox.add("two", "");
  assert.deepEqual(setup.said().map(({ content }) => content), ["one"]);
  answer(setup, ["echo"]);
  assert.deepEqual(setup.said().map(({ content }) => content), ["one", "two"]);
});

test("a message is sent again with its id when the connection is back", () => {
  const setup = opened();
  setup.outbox.add("hi", "");
  setup.outbox.pause();
  setup.outbox.resume();
  const [first, again] = setup.said();
  assert.deepEqual(first, again);
});

test("words that were sent too fast wait and follow in order", () => {
  const setup = opened();
  setup.outbox.add("one", "");
  setup.outbox.add("two", "");
  answer(setup, [error("rate-limited")]);
  setup.clock.pass(1099);
  assert.equal(setup.said().length, 1);
  setup.clock.pass(1);
  answer(setup, ["echo"]);
  answer(setup, ["echo"]);
  assert.deepEqual(setup.said().map(({ content }) => content), ["one", "one", "two"]);
  assert.equal(setup.shown.some((line) => line.startsWith("rejected")), false);
});

test("a private message waits for somebody who has just left", () => {
  const setup = opened();
  setup.outbox.add("psst", "Bob");
  answer(setup, [error("no-such-user")], () => true);
  setup.outbox.add("others go on", "");
  answer(setup, ["echo"]);
  setup.outbox.arrived("Bob");
  assert.deepEqual(setup.said().map(({ content }) => content), ["psst", "others go on", "psst"]);
});

test("it does not wait for ever, nor for a stranger", () => {
  const setup = opened();
  setup.outbox.add("psst", "Bob");
  answer(setup, [error("no-such-user")], () => true);
  setup.clock.pass(30_000);
  setup.outbox.add("hello?", "Nobody");
  answer(setup, [error("no-such-user")]);
  assert.deepEqual(setup.shown.filter((line) => line.startsWith("rejected")), ["rejected psst", "rejected hello?"]);
});

test("a message without any answer is not taken as said", () => {
  const setup = opened();
  setup.outbox.add("hi", "");
  answer(setup, []);
  assert.equal(setup.shown.at(-1), "rejected hi");
});

test("a rejected message can be sent again or discarded", () => {
  const setup = opened();
  for (const text of ["one", "two"]) {
    setup.outbox.add(text, "");
    answer(setup, [error("bad-message")]);
  }
  const [one, two] = setup.outbox.waiting;
  setup.outbox.discard(one);
  setup.outbox.sendAgain(two);
  answer(setup, ["echo"]);
  assert.deepEqual(setup.outbox.waiting, []);
});
