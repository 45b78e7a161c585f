/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Command} Command */

/**
 * A message to send; `to` is "" for everybody. Each attempt has the same client id.
 * @typedef {{ clientId: string, content: string, to: string }} Letter
 * @typedef {{ waits: (letter: Letter) => void, refused: (letter: Letter) => void, settled: (letter: Letter) => void }} Display
 */

/** Shorter waits are not shown. */
const UNNOTICED_MS = 500;
/** The pause after a rate-limit error; ten in a row, within a second each, would close the connection. */
const PAUSE_MS = 1100;

/** Messages that are not confirmed yet. They are sent one by one, in order. */
export class Outbox {
  /** @type {(command: Command) => boolean} */ #send;
  /** @type {Display} */ #display;
  /** @type {Letter[]} */ #letters = [];
  /** Rejected or unsent messages, which the user may send again. @type {Letter[]} */ #unsent = [];
  #isOpen = false;
  /** Whether the first letter was sent, on this or an earlier connection. */
  #isOut = false;
  #isHeard = false;
  #isPausing = false;
  /** The error code received since the first letter was sent, "" for none. */
  #refusal = "";

  /**
   * @param {(command: Command) => boolean} send
   * @param {Display} display
   */
  constructor(send, display) {
    this.#send = send;
    this.#display = display;
  }

  /** Whether a letter still awaits its answer. */
  get isAwaitingAnswer() {
    return this.#isOut;
  }

  /**
   * @param {string} content
   * @param {string} to "" for everybody
   */
  add(content, to) {
    this.#put({ clientId: newId(), content, to });
  }

  /** @param {Letter} letter a rejected one */
  sendAgain(letter) {
    this.#unsent = this.#unsent.filter((other) => other !== letter);
    this.#display.settled(letter);
    this.#put(letter);
  }

  /** Sends waiting letters again, once the missed messages have been received. */
  resume() {
    this.#isOpen = true;
    if (this.#isHeard) this.#settle();
    this.#sendFirst();
  }

  /** Pauses when the connection is lost; whether sent letters arrived is then unknown. */
  pause() {
    this.#isOpen = false;
    if (this.#isHeard) this.#settle();
    for (const letter of this.#letters) this.#display.waits(letter);
  }

  /** Stops for good: waiting letters become unsent. */
  strand() {
    this.#isOpen = this.#isOut = this.#isHeard = false;
    this.#unsent.push(...this.#letters.splice(0));
  }

  showUnsent() {
    for (const letter of this.#unsent) this.#display.refused(letter);
  }

  clear() {
    this.strand();
    this.#unsent = [];
  }

  /**
   * @param {Frame} frame
   * @param {string} ownName
   */
  heard(frame, ownName) {
    const first = this.#letters[0];
    if (!first || !this.#isOut) return;
    if (frame.type === "error") {
      this.#refusal = frame.code;
    } else if (frame.type === "pong" && frame.nonce === first.clientId) {
      this.#conclude(first);
    } else if (isOf(first, frame, ownName)) {
      this.#isHeard = true;
      this.#display.settled(first);
    }
  }

  /** @param {Letter} letter */
  #put(letter) {
    this.#letters.push(letter);
    if (!this.#isOpen) this.#display.waits(letter);
    else setTimeout(() => this.#letters.includes(letter) && this.#display.waits(letter), UNNOTICED_MS);
    if (this.#letters.length === 1) this.#sendFirst();
  }

  /** Sends a letter, then a ping: the pong comes after any answer to the letter. */
  #sendFirst() {
    const first = this.#letters[0];
    if (!first || !this.#isOpen || this.#isPausing) return;
    const { clientId, content, to } = first;
    this.#refusal = "";
    this.#isOut = this.#send({ type: "message", content, client_id: clientId, ...(to && { to }) }) || this.#isOut;
    this.#send({ type: "ping", nonce: clientId });
  }

  /** @param {Letter} letter */
  #conclude(letter) {
    const refusal = this.#isHeard ? "" : this.#refusal;
    this.#settle();
    if (refusal) {
      this.#unsent.push(letter);
      this.#display.refused(letter);
    }
    if (refusal === "rate-limited") this.#rest();
    this.#sendFirst();
  }

  #rest() {
    this.#isPausing = true;
    setTimeout(() => {
      this.#isPausing = false;
      this.#sendFirst();
    }, PAUSE_MS);
  }

  #settle() {
    const first = this.#letters.shift();
    this.#isOut = this.#isHeard = false;
    if (first) this.#display.settled(first);
  }
}

/**
 * @param {Letter} letter
 * @param {Frame} frame
 * @param {string} ownName
 * @returns {boolean} whether the frame delivers the letter
 */
function isOf({ content, to }, frame, ownName) {
  if (frame.type !== "message" && frame.type !== "private") return false;
  const addressee = frame.type === "private" ? frame.to : "";
  return frame.nickname === ownName && frame.content === content && addressee === to;
}

/** @returns {string} a random id; `randomUUID` exists on secure pages only */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
