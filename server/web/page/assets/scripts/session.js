import { chatAddress } from "./address.js";
import { connect, REJECTED } from "./connection.js";
import { Seen } from "./seen.js";

/** @typedef {import("./address.js").ConnectOptions} ConnectOptions */
/** @typedef {import("./connection.js").Connection} Connection */
/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Command} Command */

/**
 * `lost` is followed by `opened` or `ended`; `ended` is called exactly once, and last.
 * @typedef {{
 *   opened: () => void,
 *   received: (frame: Frame) => void,
 *   lost: () => void,
 *   ended: (reason: string) => void,
 * }} Listener
 */

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** A connection that lasted this long resets the reconnect delay. */
const GOOD_MS = 10_000;
const HEALTH_PATIENCE_MS = 5000;
/** Several attempts, because a server that has just started may reject a client that it accepts a second later. */
const MOST_REJECTIONS = 3;

const LEFT = "You left the chat.";
const UNREACHABLE = "The server cannot be reached. Try again later.";
const REFUSED = "The server rejected the connection: the name may be in use, the name or room may be invalid, the chat may be full, or sign-in may be required.";
const SIGN_IN_REFUSED = "The server rejected your sign-in. Sign in and join again.";

/** Close codes after which the page does not reconnect. @type {Map<number, string>} */
const FINAL = new Map([
  [1000, "The server ended the chat."],
  [1002, "The server could not understand a message from this page."],
  [1003, "The server could not understand a message from this page."],
  [1007, "The server could not decode a message from this page."],
  [1008, "The server closed the connection because a limit or rule was violated."],
  [1009, "The server closed the connection because the message was too big."],
  [4001, "Your sign-in has expired. Sign in and join again."],
]);

/** A chat session, which reconnects when a connection is lost. */
export class Session {
  /** @type {ConnectOptions} */ #entrance;
  /** @type {Listener} */ #listener;
  /** @type {Connection | null} */ #connection = null;
  #seen = new Seen();
  #wasIn = false;
  #over = false;
  #tries = 0;
  #rejections = 0;
  #openedAt = 0;
  /** @type {number | undefined} */ #waiting;

  /**
   * @param {ConnectOptions} entrance
   * @param {Listener} listener
   */
  constructor(entrance, listener) {
    this.#entrance = entrance;
    this.#listener = listener;
    addEventListener("online", this.#tryNow);
    this.#connect();
  }

  /**
   * @param {Command} command
   * @returns {boolean} whether it was sent; it may still be lost on the way
   */
  send(command) {
    return this.#connection?.send(command) ?? false;
  }

  leave() {
    this.#end(LEFT);
  }

  #connect() {
    const address = chatAddress(this.#entrance, this.#seen.newest, location);
    this.#connection = connect(address, {
      opened: () => this.#onOpened(),
      received: (frame) => this.#onReceived(frame),
      ended: (code) => void this.#onEnded(code),
    });
  }

  #onOpened() {
    this.#wasIn = true;
    this.#rejections = 0;
    this.#openedAt = performance.now();
    this.#listener.opened();
  }

  /** @param {Frame} frame */
  #onReceived(frame) {
    if (frame.type === "history") {
      const messages = frame.messages.filter(({ id }) => this.#seen.add(id));
      this.#listener.received({ ...frame, messages });
    } else if (!("id" in frame) || this.#seen.add(frame.id)) {
      this.#listener.received(frame);
    }
  }

  /** @param {number} code */
  async #onEnded(code) {
    if (this.#over) return;
    this.#connection = null;
    const reason = FINAL.get(code);
    if (reason) return this.#end(reason);
    if (code === REJECTED) return this.#onNotLetIn();
    this.#listener.lost();
    if (performance.now() - this.#openedAt > GOOD_MS) this.#tries = 0;
    this.#tryLater();
  }

  /** Browsers hide why a connection failed. A healthy server rejected it; any other may accept it later. */
  async #onNotLetIn() {
    const isRefusal = await isServerWell();
    if (this.#over) return;
    this.#rejections = isRefusal ? this.#rejections + 1 : 0;
    const isHopeless = !this.#wasIn || this.#rejections === MOST_REJECTIONS;
    if (!isHopeless) this.#tryLater();
    else if (!isRefusal) this.#end(UNREACHABLE);
    else this.#end(this.#entrance.token ? SIGN_IN_REFUSED : REFUSED);
  }

  /** Doubles the delay each time, with jitter, so that clients do not all reconnect at once. */
  #tryLater() {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#waiting = setTimeout(this.#tryNow, longest * (0.5 + Math.random() / 2));
  }

  #tryNow = () => {
    if (this.#waiting === undefined) return;
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#connect();
  };

  /** @param {string} reason */
  #end(reason) {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#waiting);
    removeEventListener("online", this.#tryNow);
    this.#connection?.close();
    this.#listener.ended(reason);
  }
}

/** @returns {Promise<boolean>} whether the server answers and accepts connections */
async function isServerWell() {
  try {
    const signal = AbortSignal.timeout(HEALTH_PATIENCE_MS);
    return (await fetch("/health", { cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}
