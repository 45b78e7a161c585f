import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "./support/clock.js";
import { load } from "./support/scripts.js";

const { connect, REJECTED, LOST } = await load("connection.js");
const { EVENTS } = await load("frames.js");

class Socket extends EventTarget {
  static last;
  readyState = 0;
  sent = [];
  closed = false;

  constructor(address, protocol) {
    super();
    Object.assign(this, { address, protocol });
    Socket.last = this;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  receive(frame) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(frame) }));
  }

  end(code) {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

function connected() {
  const clock = new Clock();
  const told = [];
  const listener = {
    opened: () => told.push("opened"),
    received: ({ type }) => told.push(type),
    doubted: (isDoubtful) => told.push(isDoubtful ? "doubtful" : "sure"),
    ended: (code) => told.push(code),
  };
  const connection = connect("ws://chat/", EVENTS, listener, { Socket, timers: clock, idle: () => 5000 });
  return { clock, told, connection, socket: Socket.last };
}

test("a connection that does not open in time is rejected", () => {
  const { clock, told, socket } = connected();
  clock.pass(10_000);
  assert.deepEqual([told, socket.closed], [[REJECTED], true]);
});

test("a silent server is asked, then doubted, then given up, within seventeen seconds", () => {
  const { clock, told, socket } = connected();
  socket.open();
  clock.pass(5000);
  assert.deepEqual(socket.sent, [{ type: "ping", nonce: "" }]);
  clock.pass(5000);
  assert.deepEqual(told, ["opened", "doubtful"]);
  clock.pass(7000);
  assert.deepEqual([told.at(-1), socket.closed], [LOST, true]);
});

test("an answer ends the doubt", () => {
  const { clock, told, socket } = connected();
  socket.open();
  clock.pass(11_000);
  socket.receive({ type: "pong", nonce: "" });
  clock.pass(4000);
  assert.deepEqual(told, ["opened", "doubtful", "sure", "pong"]);
});

test("a message without an answer is doubted after five seconds", () => {
  const { clock, told, socket, connection } = connected();
  socket.open();
  clock.pass(4000);
  connection.send({ type: "message", content: "hi", client_id: "1" });
  clock.pass(4999);
  assert.deepEqual(told, ["opened"]);
  clock.pass(1);
  assert.deepEqual(told, ["opened", "doubtful"]);
});

test("a frame that is none is ignored, and the end is told once", () => {
  const { told, socket, connection } = connected();
  socket.open();
  socket.receive({ type: "message", content: 5 });
  socket.receive({ type: "history", messages: [{}], complete: true });
  socket.end(1001);
  socket.end(1006);
  socket.receive({ type: "pong", nonce: "" });
  assert.deepEqual(told, ["opened", 1001]);
  assert.equal(connection.send({ type: "ping", nonce: "" }), false);
});

test("a close before the opening is a rejection, whatever its code", () => {
  const { told, socket } = connected();
  socket.end(1006);
  assert.deepEqual(told, [REJECTED]);
});
