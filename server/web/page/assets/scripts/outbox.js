import { newId } from "./memory.js";

/** Shorter waits are not shown. */
const UNNOTICED_MS = 500;
/** The pause after a rate-limit error; ten in a row, within a second each, would close the connection. */
const PAUSE_MS = 1100;
const LONGEST_PAUSE_MS = 10_000;
/** How long a private message waits for an addressee who has just left. */
const ABSENT_MS = 30_000;

/** Messages that are not confirmed yet. They are sent one by one, in order. */
export class Outbox {
  #send;
  #display;
  #timers;
  #changed;
  /** @type {OutgoingMessage[]} */ #outgoing = [];
  /** Private messages whose addressees have just left. @type {Map<OutgoingMessage, number>} */ #absent = new Map();
  /** Rejected or unsent messages, which the user may send again. @type {OutgoingMessage[]} */ #unsent = [];
  #isOpen = false;
  /** Whether the first message was sent on this connection. */
  #isSent = false;
  #isDelivered = false;
  #pause = 0;
  /** @type {number | undefined} */ #pausing;
  /** The error code received since the first message was sent, "" for none. */
  #errorCode = "";

  /**
   * @param {(command: Command) => boolean} send
   * @param {OutboxDisplay} display
   * @param {Timers} timers
   * @param {() => void} changed
   */
  constructor(send, display, timers, changed) {
    this.#send = send;
    this.#display = display;
    this.#timers = timers;
    this.#changed = changed;
  }

  /** Everything that has not been delivered. @returns {OutgoingMessage[]} */
  get waiting() {
    return [...this.#unsent, ...this.#absent.keys(), ...this.#outgoing.slice(this.#isDelivered ? 1 : 0)];
  }

  /**
   * @param {string} content
   * @param {string} to "" for everybody
   */
  add(content, to) {
    this.#put({ clientId: newId(), content, to });
  }

  /** @param {OutgoingMessage[]} messages those of an earlier visit, whose fate is unknown */
  restore(messages) {
    this.#outgoing.push(...messages);
  }

  /** @param {OutgoingMessage} message a rejected one */
  sendAgain(message) {
    this.discard(message);
    this.#put(message);
  }

  /** @param {OutgoingMessage} message a rejected one */
  discard(message) {
    this.#unsent = this.#unsent.filter((other) => other !== message);
    this.#display.removed(message);
    this.#changed();
  }

  /** Sends waiting messages, once the missed messages have been received. */
  resume() {
    this.#isOpen = true;
    for (const message of this.#unsent) this.#display.rejected(message);
    this.#showWaiting();
    this.#sendFirst();
  }

  /** Pauses when the connection is lost; whether sent messages arrived is then unknown. */
  pause() {
    this.#isOpen = false;
    this.#isSent = false;
    if (this.#isDelivered) this.#removeFirst();
    this.#showWaiting();
  }

  /** Stops for good: waiting messages become unsent. */
  stop() {
    this.pause();
    this.#timers.cancel(this.#pausing);
    this.#pausing = undefined;
    for (const [message, timer] of this.#absent) {
      this.#timers.cancel(timer);
      this.#unsent.push(message);
    }
    this.#absent.clear();
    this.#unsent.push(...this.#outgoing.splice(0));
  }

  clear() {
    this.stop();
    this.#unsent = [];
    this.#changed();
  }

  /** @param {string} name a user who has come back, for whom messages may wait */
  arrived(name) {
    for (const [message, timer] of this.#absent) {
      if (message.to !== name) continue;
      this.#timers.cancel(timer);
      this.#absent.delete(message);
      this.#put(message);
    }
  }

  /**
   * @param {Frame} frame
   * @param {(name: string) => boolean} mayReturn whether the user left only a moment ago
   * @returns {boolean} whether the frame is an error that needs no words: the message is sent again later
   */
  received(frame, mayReturn) {
    const first = this.#outgoing[0];
    if (!first || !this.#isSent) return false;
    if (frame.type === "error") {
      const isLater = frame.code === "rate-limited" || (frame.code === "no-such-user" && mayReturn(first.to));
      this.#errorCode = isLater ? `later:${frame.code}` : frame.code || "refused";
      return isLater;
    }
    if (frame.type === "pong" && frame.nonce === first.clientId) {
      this.#conclude(first);
    } else if ((frame.type === "message" || frame.type === "private") && frame.client_id === first.clientId) {
      this.#isDelivered = true;
      this.#display.removed(first);
      this.#changed();
    }
    return false;
  }

  /** @param {OutgoingMessage} message */
  #put(message) {
    this.#outgoing.push(message);
    this.#changed();
    if (!this.#isOpen) this.#display.waiting(message, "");
    else this.#timers.after(UNNOTICED_MS, () => this.#outgoing.includes(message) && this.waiting.includes(message) && this.#display.waiting(message, ""));
    if (this.#outgoing.length === 1) this.#sendFirst();
  }

  #showWaiting() {
    for (const message of this.#outgoing) this.#display.waiting(message, "");
  }

  /** Sends a message, then a ping: the pong comes after any answer to the message. */
  #sendFirst() {
    const first = this.#outgoing[0];
    if (!first || !this.#isOpen || this.#pausing !== undefined) return;
    const { clientId, content, to } = first;
    this.#errorCode = "";
    this.#isSent = this.#send({ type: "message", content, client_id: clientId, ...(to && { to }) });
    this.#send({ type: "ping", nonce: clientId });
  }

  /** @param {OutgoingMessage} message */
  #conclude(message) {
    const errorCode = this.#isDelivered ? "" : this.#errorCode || "lost";
    if (errorCode === "later:rate-limited") return this.#hold(message);
    this.#pause = 0;
    this.#removeFirst();
    if (errorCode === "later:no-such-user") this.#await(message);
    else if (errorCode) this.#reject(message);
    this.#sendFirst();
  }

  /** Sends the first message again after a while, and nothing before it. @param {OutgoingMessage} message */
  #hold(message) {
    this.#isSent = false;
    this.#display.waiting(message, "You are sending fast: this follows in a moment");
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2 || PAUSE_MS);
    this.#pausing = this.#timers.after(this.#pause, () => {
      this.#pausing = undefined;
      this.#sendFirst();
    });
  }

  /** @param {OutgoingMessage} message */
  #await(message) {
    this.#display.waiting(message, "Waits for the addressee to come back");
    this.#absent.set(message, this.#timers.after(ABSENT_MS, () => {
      this.#absent.delete(message);
      this.#reject(message);
    }));
    this.#changed();
  }

  /** @param {OutgoingMessage} message */
  #reject(message) {
    this.#unsent.push(message);
    this.#display.rejected(message);
    this.#changed();
  }

  #removeFirst() {
    const first = this.#outgoing.shift();
    this.#isSent = this.#isDelivered = false;
    if (first) this.#display.removed(first);
    this.#changed();
  }
}
