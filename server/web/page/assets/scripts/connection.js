import { Liveness } from "./liveness.js";

/** The code for a rejected connection; no server can send it. */
export const REJECTED = 0;
/** The code for a connection that ended without a Close frame (RFC 6455 §7.1.5). */
export const LOST = 1006;

const OPENING_MS = 10_000;
const OPEN = 1;

/**
 * Opens one connection to the chat.
 * @param {string} address
 * @param {Dialect} dialect
 * @param {ConnectionListener} listener
 * @param {{ Socket: Sockets, timers: Timers, idle: () => number }} surroundings
 * @returns {Connection}
 */
export function connect(address, dialect, listener, { Socket, timers, idle }) {
  const socket = dialect.protocol ? new Socket(address, dialect.protocol) : new Socket(address);
  let isOpen = false;
  let isOver = false;
  const patience = timers.after(OPENING_MS, giveUp);
  const liveness = new Liveness(timers, {
    ask: () => send({ type: "ping", nonce: "" }),
    idle,
    doubted: (isDoubtful) => listener.doubted(isDoubtful),
    dead: giveUp,
  });

  function giveUp() {
    end(isOpen ? LOST : REJECTED);
    socket.close();
  }

  /** @param {number} code */
  function end(code) {
    if (isOver) return;
    isOver = true;
    timers.cancel(patience);
    liveness.stop();
    listener.ended(code);
  }

  /** @param {Frame} frame */
  function receive(frame) {
    if (!isOver) listener.received(frame);
  }

  /** Takes a frame that the dialect makes up. @param {Frame} frame */
  function answer(frame) {
    liveness.heard();
    receive(frame);
  }

  /** @param {Command} command */
  function send(command) {
    if (isOver || socket.readyState !== OPEN) return false;
    const text = dialect.format(command, (frame) => queueMicrotask(() => answer(frame)));
    if (text !== null) socket.send(text);
    if (text !== null && command.type !== "typing") liveness.asked();
    return true;
  }

  socket.addEventListener("open", () => {
    if (isOver) return socket.close();
    isOpen = true;
    timers.cancel(patience);
    liveness.heard();
    listener.opened();
    dialect.opened(receive);
  });
  socket.addEventListener("message", ({ data }) => {
    if (isOver) return;
    liveness.heard();
    for (const frame of dialect.parse(data)) receive(frame);
  });
  socket.addEventListener("close", ({ code }) => end(isOpen ? code : REJECTED));

  return {
    send,
    check(isSuspect) {
      if (!isOpen || isOver) return;
      if (isSuspect) liveness.suspect();
      else liveness.check();
    },
    close() {
      // Not waiting for the close event: on a dead network it may take minutes.
      end(LOST);
      socket.close(1000);
    },
  };
}
