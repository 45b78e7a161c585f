import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/scripts.js";

const { Past } = await load("past.js");
const messages = (...ids) => ids.map((id) => ({ type: "message", id: String(id), nickname: "A", content: "x", timestamp: "" }));
const history = (complete, ...ids) => ({ type: "history", messages: messages(...ids), complete });

function asking() {
  const asked = [];
  const shown = [];
  const past = new Past((command) => asked.push(command.before) > 0, (some, before) => shown.push([before, ...some.map(({ id }) => id)]));
  return { asked, shown, past };
}

test("a cut answer is asked on until what was known before is reached", () => {
  const { asked, shown, past } = asking();
  const done = [];
  past.fill("10", "15", (isComplete) => done.push(isComplete));
  past.received(history(false, 13, 14));
  past.received(history(true, 9, 10, 11, 12));
  assert.deepEqual(asked, ["15", "13"]);
  assert.deepEqual(shown, [["15", "13", "14"], ["13", "11", "12"]]);
  assert.deepEqual(done, [true]);
});

test("an answer that reaches what was known before is the last one, however long it is", () => {
  const { asked, past } = asking();
  const done = [];
  past.fill("500", "700", (isComplete) => done.push(isComplete));
  past.received(history(true, ...Array.from({ length: 200 }, (_, at) => 500 + at)));
  assert.deepEqual([asked, done], [["700"], [true]]);
});

test("only an empty, incomplete answer means that messages are no longer kept", () => {
  const { past } = asking();
  const done = [];
  past.fill("10", "15", (isComplete) => done.push(isComplete));
  past.received(history(false, 14));
  past.received(history(false));
  assert.deepEqual(done, [false]);
});

test("earlier messages are asked for once at a time, until there are no more", () => {
  const { asked, past } = asking();
  const more = [];
  past.earlier("90", (isMore) => more.push(isMore));
  past.earlier("90", (isMore) => more.push(isMore));
  past.received(history(true, ...Array.from({ length: 50 }, (_, at) => 40 + at)));
  past.earlier("40", (isMore) => more.push(isMore));
  past.received(history(true, 38, 39));
  assert.deepEqual([asked, more], [["90", "40"], [true, false]]);
});

test("an answer to nobody's question is ignored, also after a lost connection", () => {
  const { shown, past } = asking();
  past.earlier("90", () => assert.fail());
  past.forget();
  past.received(history(true, 1));
  assert.deepEqual(shown, []);
});
