import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "./support/clock.js";
import { load } from "./support/scripts.js";

const { Plain } = await load("plain.js");
const { Keystrokes } = await load("typing.js");
const frame = (sender, content, type) => JSON.stringify({ sender, content, type });

test("in plain the page is in at once", () => {
  const told = [];
  new Plain("Ann").opened(({ type }) => told.push(type));
  assert.deepEqual(told, ["history", "user_joined"]);
});

test("in plain a message is known again by its words, and a ping answered behind it", () => {
  const plain = new Plain("Ann");
  assert.equal(plain.format({ type: "message", content: "hi", client_id: "c" }, assert.fail), "hi");
  assert.equal(plain.format({ type: "ping", nonce: "c" }, assert.fail), null);
  assert.deepEqual(plain.parse(frame("Bob", "hi", "message")).map(({ client_id }) => client_id), [undefined]);
  const [echo, pong] = plain.parse(frame("Ann", "hi", "message"));
  assert.deepEqual([echo.client_id, pong], ["c", { type: "pong", nonce: "c" }]);
});

test("in plain a notice is a movement only in its own words", () => {
  const plain = new Plain("Ann");
  const types = [["Bob", "Bob joined the chat"], ["Bob", "Bob left the chat"], ["server", "Bob left the chat"], ["Bob", "Bob is here"]]
    .map(([sender, content]) => plain.parse(frame(sender, content, "notification"))[0].type);
  assert.deepEqual(types, ["user_joined", "user_left", "system", "system"]);
  for (const nonsense of ["", "{}", "[1]", "null", frame("A", "x", "other")]) assert.deepEqual(plain.parse(nonsense), []);
});

test("in plain there are no private messages", () => {
  const answers = [];
  assert.equal(new Plain("Ann").format({ type: "message", content: "hi", client_id: "c", to: "Bob" }, (answer) => answers.push(answer.code)), null);
  assert.deepEqual(answers, ["no-such-user"]);
});

test("typing is told at once, then every three seconds, and at once again after a message", () => {
  const clock = new Clock();
  const told = [];
  const keystrokes = new Keystrokes((typing) => told.push([clock.now(), typing]), clock);
  keystrokes.set(true);
  keystrokes.set(true);
  clock.pass(3000);
  keystrokes.forget();
  keystrokes.set(true);
  keystrokes.set(false);
  assert.deepEqual(told, [[0, true], [3000, true], [3000, true], [3000, false]]);
});
