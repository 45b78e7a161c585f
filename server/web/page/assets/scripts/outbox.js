/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Command} Command */

/**
 * A message to send; `to` is "" for everybody. Each attempt has the same client id.
 * @typedef {{ clientId: string, content: string, to: string }} OutgoingMessage
 * @typedef {{ pending: (message: OutgoingMessage) => void, rejected: (message: OutgoingMessage) => void, removed: (message: OutgoingMessage) => void }} Display
 */

/** Shorter waits are not shown. */
const UNNOTICED_MS = 500;
/** The pause after a rate-limit error; ten in a row, within a second each, would close the connection. */
const PAUSE_MS = 1100;

/** Messages that are not confirmed yet. They are sent one by one, in order. */
export class Outbox {
  /** @type {(command: Command) => boolean} */ #send;
  /** @type {Display} */ #display;
  /** @type {OutgoingMessage[]} */ #outgoing = [];
  /** Rejected or unsent messages, which the user may send again. @type {OutgoingMessage[]} */ #unsent = [];
  #isOpen = false;
  /** Whether the first message was sent, on this or an earlier connection. */
  #isSent = false;
  #isDelivered = false;
  #isPausing = false;
  /** The error code received since the first message was sent, "" for none. */
  #errorCode = "";

  /**
   * @param {(command: Command) => boolean} send
   * @param {Display} display
   */
  constructor(send, display) {
    this.#send = send;
    this.#display = display;
  }

  /** Whether a message still awaits its answer. */
  get isAwaitingAnswer() {
    return this.#isSent;
  }

  /**
   * @param {string} content
   * @param {string} to "" for everybody
   */
  add(content, to) {
    this.#put({ clientId: newId(), content, to });
  }

  /** @param {OutgoingMessage} message a rejected one */
  sendAgain(message) {
    this.#unsent = this.#unsent.filter((other) => other !== message);
    this.#display.removed(message);
    this.#put(message);
  }

  /** Sends waiting messages again, once the missed messages have been received. */
  resume() {
    this.#isOpen = true;
    if (this.#isDelivered) this.#removeFirst();
    this.#sendFirst();
  }

  /** Pauses when the connection is lost; whether sent messages arrived is then unknown. */
  pause() {
    this.#isOpen = false;
    if (this.#isDelivered) this.#removeFirst();
    for (const message of this.#outgoing) this.#display.pending(message);
  }

  /** Stops for good: waiting messages become unsent. */
  stop() {
    this.#isOpen = this.#isSent = this.#isDelivered = false;
    this.#unsent.push(...this.#outgoing.splice(0));
  }

  showUnsent() {
    for (const message of this.#unsent) this.#display.rejected(message);
  }

  clear() {
    this.stop();
    this.#unsent = [];
  }

  /**
   * @param {Frame} frame
   * @param {string} ownName
   */
  received(frame, ownName) {
    const first = this.#outgoing[0];
    if (!first || !this.#isSent) return;
    if (frame.type === "error") {
      this.#errorCode = frame.code;
    } else if (frame.type === "pong" && frame.nonce === first.clientId) {
      this.#conclude(first);
    } else if (isOf(first, frame, ownName)) {
      this.#isDelivered = true;
      this.#display.removed(first);
    }
  }

  /** @param {OutgoingMessage} message */
  #put(message) {
    this.#outgoing.push(message);
    if (!this.#isOpen) this.#display.pending(message);
    else setTimeout(() => this.#outgoing.includes(message) && this.#display.pending(message), UNNOTICED_MS);
    if (this.#outgoing.length === 1) this.#sendFirst();
  }

  /** Sends a message, then a ping: the pong comes after any answer to the message. */
  #sendFirst() {
    const first = this.#outgoing[0];
    if (!first || !this.#isOpen || this.#isPausing) return;
    const { clientId, content, to } = first;
    this.#errorCode = "";
    this.#isSent = this.#send({ type: "message", content, client_id: clientId, ...(to && { to }) }) || this.#isSent;
    this.#send({ type: "ping", nonce: clientId });
  }

  /** @param {OutgoingMessage} message */
  #conclude(message) {
    const errorCode = this.#isDelivered ? "" : this.#errorCode;
    this.#removeFirst();
    if (errorCode) {
      this.#unsent.push(message);
      this.#display.rejected(message);
    }
    if (errorCode === "rate-limited") this.#waitForRateLimit();
    this.#sendFirst();
  }

  #waitForRateLimit() {
    this.#isPausing = true;
    setTimeout(() => {
      this.#isPausing = false;
      this.#sendFirst();
    }, PAUSE_MS);
  }

  #removeFirst() {
    const first = this.#outgoing.shift();
    this.#isSent = this.#isDelivered = false;
    if (first) this.#display.removed(first);
  }
}

/**
 * @param {OutgoingMessage} message
 * @param {Frame} frame
 * @param {string} ownName
 * @returns {boolean} whether the frame delivers the message
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
