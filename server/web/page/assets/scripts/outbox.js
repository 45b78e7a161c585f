/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Command} Command */

/**
 * What is to be said; `to` is "" when everybody is to hear it. It goes out under one id, however often.
 * @typedef {{ clientId: string, content: string, to: string }} Letter
 * @typedef {{ waits: (letter: Letter) => void, refused: (letter: Letter) => void, settled: (letter: Letter) => void }} Display
 */

/** Shorter waits are not worth a word. */
const UNNOTICED_MS = 500;
/** After a refusal for haste; ten of them in a row within a second each would end the line. */
const PAUSE_MS = 1100;

/** What has been written and is not known to have arrived: it goes out one by one, in its order. */
export class Outbox {
  /** @type {(command: Command) => boolean} */ #send;
  /** @type {Display} */ #display;
  /** @type {Letter[]} */ #letters = [];
  /** Written, but refused or stranded; the writer may send them again. @type {Letter[]} */ #unsent = [];
  #isOpen = false;
  /** Whether the first letter went out, on this connection or on one that was lost. */
  #isOut = false;
  #isHeard = false;
  #isPausing = false;
  /** The code of the refusal that came after the first letter went out, "" for none. */
  #refusal = "";

  /**
   * @param {(command: Command) => boolean} send
   * @param {Display} display
   */
  constructor(send, display) {
    this.#send = send;
    this.#display = display;
  }

  /** Whether the server has yet to answer to a letter. */
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

  /** @param {Letter} letter one that was refused */
  sendAgain(letter) {
    this.#unsent = this.#unsent.filter((other) => other !== letter);
    this.#display.settled(letter);
    this.#put(letter);
  }

  /** What was missed has been heard: whatever waits may go out now. */
  resume() {
    this.#isOpen = true;
    if (this.#isHeard) this.#settle();
    this.#sendFirst();
  }

  /** The line is lost, and nobody knows how much of what went out arrived. */
  pause() {
    this.#isOpen = false;
    if (this.#isHeard) this.#settle();
    for (const letter of this.#letters) this.#display.waits(letter);
  }

  /** There will be no other line: what waits is the writer's again. */
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

  /** The pong comes after whatever the server had to say to the letter. */
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
 * @returns {boolean} whether the frame tells what the letter says
 */
function isOf({ content, to }, frame, ownName) {
  if (frame.type !== "message" && frame.type !== "private") return false;
  const addressee = frame.type === "private" ? frame.to : "";
  return frame.nickname === ownName && frame.content === content && addressee === to;
}

/** @returns {string} one that nobody else will think of; `randomUUID` is there for secure pages alone */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
