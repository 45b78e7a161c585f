import { parseFrame } from "./frames.js";

/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Command} Command */

/**
 * @typedef {{ opened: () => void, received: (frame: Frame) => void, ended: (code: number) => void }} Listener
 * @typedef {{ send: (command: Command) => boolean, close: () => void }} Connection
 */

/** The code for a rejected connection; no server can send it. */
export const REJECTED = 0;
/** The code for a connection that ended without a Close frame (RFC 6455 §7.1.5). */
export const LOST = 1006;

const DIALECT = "chat.events";
const PATIENCE_MS = 15_000;
/** After two such periods without a frame, the connection counts as dead; browsers may take minutes to notice. */
const SILENCE_MS = 20_000;

/**
 * One connection to the chat. The listener's `ended` is called exactly once, and last.
 * @param {string} address
 * @param {Listener} listener
 * @returns {Connection}
 */
export function connect(address, listener) {
  const socket = new WebSocket(address, DIALECT);
  const listening = new AbortController();
  const { signal } = listening;
  let opened = false;
  let silences = 0;
  let watch = setTimeout(giveUp, PATIENCE_MS);

  function giveUp() {
    end(opened ? LOST : REJECTED);
    socket.close();
  }

  /** @param {number} code */
  function end(code) {
    if (signal.aborted) return;
    clearTimeout(watch);
    listening.abort();
    listener.ended(code);
  }

  /** @param {Command} command */
  function send(command) {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(command));
    return true;
  }

  function listenForLife() {
    if (silences === 2) return giveUp();
    if (silences === 1) send({ type: "ping", nonce: "" });
    silences += 1;
    watch = setTimeout(listenForLife, SILENCE_MS);
  }

  socket.addEventListener("open", () => {
    opened = true;
    clearTimeout(watch);
    listenForLife();
    listener.opened();
  }, { signal });

  socket.addEventListener("message", ({ data }) => {
    silences = 0;
    const frame = parseFrame(data);
    if (frame) listener.received(frame);
    else console.warn("Ignored an invalid frame from the server.");
  }, { signal });

  socket.addEventListener("close", ({ code }) => end(opened ? code : REJECTED), { signal });

  return {
    send,
    close() {
      // Not waiting for the close event: on a dead network it may take minutes.
      end(LOST);
      socket.close(1000);
    },
  };
}
