import { chatAddress } from "./address.js";
import { connect, NOT_LET_IN } from "./connection.js";
import { Seen } from "./seen.js";

/** @typedef {import("./address.js").Entrance} Entrance */
/** @typedef {import("./connection.js").Connection} Connection */
/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Command} Command */

/**
 * `lost` is followed by `opened` or by `ended`; `ended` is heard exactly once, and nothing after it.
 * @typedef {{
 *   opened: () => void,
 *   received: (frame: Frame) => void,
 *   lost: () => void,
 *   ended: (reason: string) => void,
 * }} Listener
 */

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** A connection that held for so long was a good one: after it the waits begin anew. */
const GOOD_MS = 10_000;
const HEALTH_PATIENCE_MS = 5000;
/** A server that has just started may refuse whom it lets in a second later. */
const MOST_REFUSALS = 3;

const LEFT = "You left the chat.";
const UNREACHABLE = "The server cannot be reached. Try again in a moment.";
const REFUSED = "The server did not let you in: the name may be taken, the name or the room not allowed, the chat full, or a sign-in needed.";
const SIGN_IN_REFUSED = "The server did not accept your sign-in. Sign in and join again.";

/** Close codes after which coming back would be of no use, or not be welcome. @type {Map<number, string>} */
const FINAL = new Map([
  [1000, "The server ended the chat."],
  [1002, "The server could not understand what this page sent."],
  [1003, "The server could not understand what this page sent."],
  [1007, "The server could not read what this page sent."],
  [1008, "The server closed the connection because its rules were not followed."],
  [1009, "The message was too big, so the server closed the connection."],
  [4001, "Your sign-in has expired. Sign in and join again."],
]);

/** A stay in the chat, over as many connections as it takes. */
export class Line {
  /** @type {Entrance} */ #entrance;
  /** @type {Listener} */ #listener;
  /** @type {Connection | null} */ #connection = null;
  #seen = new Seen();
  #wasIn = false;
  #over = false;
  #tries = 0;
  #refusals = 0;
  #openedAt = 0;
  /** @type {number | undefined} */ #waiting;

  /**
   * @param {Entrance} entrance
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
   * @returns {boolean} whether it went out; it may be lost on the way all the same
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
    this.#refusals = 0;
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
    if (code === NOT_LET_IN) return this.#onNotLetIn();
    this.#listener.lost();
    if (performance.now() - this.#openedAt > GOOD_MS) this.#tries = 0;
    this.#tryLater();
  }

  /** A browser does not tell why: a server that is well did not want us, another one may later. */
  async #onNotLetIn() {
    const isRefusal = await isServerWell();
    if (this.#over) return;
    this.#refusals = isRefusal ? this.#refusals + 1 : 0;
    const isHopeless = !this.#wasIn || this.#refusals === MOST_REFUSALS;
    if (!isHopeless) this.#tryLater();
    else if (!isRefusal) this.#end(UNREACHABLE);
    else this.#end(this.#entrance.token ? SIGN_IN_REFUSED : REFUSED);
  }

  /** Each wait may be twice as long; by chance it is less, so that not all come back at once. */
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

/** @returns {Promise<boolean>} whether the server answers, and takes newcomers */
async function isServerWell() {
  try {
    const signal = AbortSignal.timeout(HEALTH_PATIENCE_MS);
    return (await fetch("/health", { cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}
