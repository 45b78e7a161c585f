import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock, settled } from "./support/clock.js";
import { load } from "./support/scripts.js";

const { Session } = await load("session.js");
const { REJECTED, LOST } = await load("connection.js");

const OPTIONS = { name: "Alice", room: "", token: "", session: "s" };
const message = (id) => ({ type: "message", id, nickname: "Bob", content: "hi", timestamp: "" });

function started(admission = { status: 204, sentence: "" }) {
  const clock = new Clock();
  const told = [];
  const connections = [];
  const surroundings = {
    timers: clock,
    random: () => 1,
    address: (_options, since) => since,
    admission: async () => admission,
    plainDialect: async () => ({ protocol: undefined }),
    connect: (since, dialect, listener) => {
      const connection = { since, dialect, listener, checks: 0, check: () => (connection.checks += 1), send: () => true, close: () => listener.ended(LOST) };
      connections.push(connection);
      return connection;
    },
  };
  const listener = {
    state: (state) => told.push(state),
    opened: () => told.push("opened"),
    received: () => {},
    lost: () => told.push("lost"),
    ended: (reason, isRefusal) => told.push(["ended", reason, isRefusal]),
  };
  return { clock, told, connections, session: new Session(OPTIONS, listener, surroundings) };
}

test("a lost connection comes back with the newest id of the room", () => {
  const { clock, told, connections } = started();
  connections[0].listener.opened();
  connections[0].listener.received({ type: "history", messages: [], complete: true, last_id: "9" });
  connections[0].listener.received(message("10"));
  connections[0].listener.ended(LOST);
  assert.deepEqual(told, ["connecting", "opened", "connected", "lost", "reconnecting"]);
  clock.pass(500);
  assert.deepEqual(connections.map(({ since }) => since), ["", "10"]);
});

test("whoever joined an empty room comes back to everything", () => {
  const { clock, connections } = started();
  connections[0].listener.opened();
  connections[0].listener.received({ type: "history", messages: [], complete: true, last_id: "" });
  connections[0].listener.ended(LOST);
  clock.pass(500);
  assert.equal(connections[1].since, "0");
});

test("waking does not wait for the next attempt, nor trust a connection that is there", () => {
  const { connections, session } = started();
  connections[0].listener.opened();
  session.wake();
  assert.equal(connections[0].checks, 1);
  connections[0].listener.ended(LOST);
  session.wake();
  assert.equal(connections.length, 2);
});

test("the wait between attempts grows to ten seconds and no more", async () => {
  const { clock, connections } = started({ status: 0, sentence: "" });
  connections[0].listener.opened();
  connections[0].listener.ended(LOST);
  for (let attempt = 1; attempt < 9; attempt += 1) {
    clock.pass(10_000);
    assert.equal(connections.length, attempt + 1);
    connections[attempt].listener.ended(REJECTED);
    await settled();
  }
});

test("a refusal shows the server's own sentence", async () => {
  const { told, connections } = started({ status: 409, sentence: "The name Alice is already in use." });
  connections[0].listener.ended(REJECTED);
  await settled();
  assert.deepEqual(told.at(-1), ["ended", "The name Alice is already in use.", true]);
});

test("a name that is taken while one is away is tried three times", async () => {
  const { clock, told, connections } = started({ status: 409, sentence: "taken" });
  connections[0].listener.opened();
  connections[0].listener.ended(LOST);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    clock.pass(10_000);
    connections[attempt].listener.ended(REJECTED);
    await settled();
  }
  assert.deepEqual(told.at(-1), ["ended", "taken", false]);
});

test("beside a server that knows no subprotocol the page speaks plain", async () => {
  const { told, connections } = started({ status: 404, sentence: "" });
  connections[0].listener.ended(REJECTED);
  await settled();
  assert.deepEqual(connections.map(({ dialect }) => dialect.protocol), ["chat.events", undefined]);
  connections[1].listener.ended(REJECTED);
  await settled();
  assert.deepEqual(told.at(-1), ["ended", "The server rejected the connection.", true]);
});

test("one leaves while joining without a word", async () => {
  const { told, connections, session } = started();
  session.leave("");
  connections[0].listener.opened();
  await settled();
  assert.deepEqual(told.slice(0, 2), ["connecting", ["ended", "", true]]);
});

test("a cut line stays cut until it is plugged in again", () => {
  const { clock, connections, session } = started();
  connections[0].listener.opened();
  session.cut(true);
  clock.pass(60_000);
  session.wake();
  session.renew();
  assert.equal(connections.length, 1);
  session.cut(false);
  assert.equal(connections.length, 2);
});
