import assert from "node:assert/strict";
import { test } from "node:test";
import { documentWith, FakeElement } from "./support/dom.js";
import { load } from "./support/scripts.js";

documentWith();
const { Rows } = await load("rows.js");
const { Movements } = await load("movements.js");
const { Unread } = await load("unread.js");

/** Shows messages one below the other, and returns the list as words: a day, a head or a message below one. */
function rows(...messages) {
  const list = new FakeElement();
  const order = new Rows(list);
  for (const { own = false, ...said } of messages) {
    const entry = new FakeElement();
    order.note(entry, { type: "message", nickname: "Alice", timestamp: "2026-11-21T14:49:24Z", ...said }, own);
    order.insert(entry, null);
  }
  return list.children.map(({ dataset, classList }) => dataset.kind ?? (classList.has("followup") ? "below" : "head"));
}

test("a line says where a day begins", () => {
  assert.deepEqual(rows({}, { timestamp: "2026-11-23T10:00:00Z" }, { timestamp: "2026-11-23T10:00:01Z" }), ["day", "head", "day", "head", "below"]);
});

test("today begins without a line, and after another day with one", () => {
  const timestamp = new Date().toISOString();
  assert.deepEqual(rows({ timestamp }), ["head"]);
  assert.deepEqual(rows({}, { timestamp }), ["day", "head", "day", "head"]);
});

test("messages of one user in a minute have one head", () => {
  assert.deepEqual(rows({}, {}), ["day", "head", "below"]);
  assert.deepEqual(rows({}, { nickname: "Bob" }), ["day", "head", "head"]);
  assert.deepEqual(rows({}, { timestamp: "2026-11-21T14:50:00Z" }), ["day", "head", "head"]);
});

test("a namesake, and a private message, have heads of their own", () => {
  assert.deepEqual(rows({}, { own: true }), ["day", "head", "head"]);
  assert.deepEqual(rows({}, { type: "private", to: "Bob" }), ["day", "head", "head"]);
  assert.deepEqual(rows({ type: "private", to: "Bob" }, { type: "private", to: "Carol" }), ["day", "head", "head"]);
});

/** @returns what a line says of users who came ("+Bob") and went ("-Bob") */
function moved(...changes) {
  const movements = new Movements();
  for (const change of changes) {
    movements.add({ type: change[0] === "+" ? "user_joined" : "user_left", nickname: change.slice(1), timestamp: "", user_count: 1 });
  }
  const [sentence, list] = movements.element.children;
  return { sentence: sentence.hidden ? "" : sentence.textContent, lines: list.children.map(({ textContent }) => textContent), isOpen: movements.element.open };
}

test("a few who come and go have lines of their own", () => {
  assert.deepEqual(moved("+Bob", "-Carol"), { sentence: "", lines: ["Bob joined the chat", "Carol left the chat"], isOpen: true });
});

test("many who come are one sentence, which opens", () => {
  const { sentence, lines, isOpen } = moved("+Bob", "+Carol", "+Dan", "+Eve");
  assert.deepEqual([sentence, lines.length, isOpen], ["Bob, Carol, Dan and Eve joined the chat", 4, false]);
  assert.equal(moved("+A", "+B", "+C", "+D", "+E").sentence, "A, B, C and 2 others joined the chat");
});

test("whoever flickers is named once, by what became of them", () => {
  assert.equal(moved("+Bob", "-Bob", "-Carol", "+Carol").sentence, "Bob joined and left; Carol left and came back");
  assert.equal(moved("+Bob", "-Bob", "+Bob", "-Bob", "+Bob").sentence, "Bob joined the chat");
});

test("a line takes only so many", () => {
  const movements = new Movements();
  const joins = { type: "user_joined", nickname: "Bob", timestamp: "", user_count: 1 };
  for (let count = 0; count < 500; count += 1) assert.equal(movements.add(joins), true);
  assert.equal(movements.add(joins), false);
});

test("unread messages are counted in the title, and mark the icon", () => {
  const unread = new Unread();
  unread.add();
  unread.add();
  assert.deepEqual([document.title, document.icon.href], ["(2) Chat", "https://chat/icon-unread.svg"]);
  unread.clear();
  assert.deepEqual([document.title, document.icon.href], ["Chat", "https://chat/icon.svg"]);
});
