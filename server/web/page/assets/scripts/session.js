import { REJECTED } from "./connection.js";
import { EVENTS, isAfter } from "./frames.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** A connection that lasted this long resets the reconnect delay. */
const GOOD_MS = 10_000;
/** Several attempts, because a server that has just started may reject a client that it accepts a second later. */
const MOST_REJECTIONS = 3;

const UNREACHABLE = "The server cannot be reached. Try again later.";
const REFUSED = "The server rejected the connection.";
const MAY_PASS = new Set([204, 409, 429, 502, 503, 504]);

/** Close codes after which the page does not reconnect. @type {Map<number, string>} */
const FINAL = new Map([
  [1000, "The server ended the chat."],
  ...[1002, 1003, 1007].map((code) => /** @type {[number, string]} */ ([code, "The server could not understand a message from this page."])),
  [1008, "The server closed the connection because a limit or rule was violated."],
  [1009, "The server closed the connection because the message was too big."],
  [4001, "Your sign-in has expired. Sign in and join again."],
  [4002, "This chat goes on in another tab."],
]);

/** A chat session, which reconnects when a connection is lost. */
export class Session {
  #options;
  #listener;
  #surroundings;
  #dialect = EVENTS;
  /** @type {Connection | null} */ #connection = null;
  /** The id of the newest message in the room, "" if there is none. */
  #newest = "";
  #wasIn = false;
  #over = false;
  #isCut = false;
  #isDoubtful = false;
  #tries = 0;
  #rejections = 0;
  #openedAt = 0;
  /** @type {number | undefined} */ #waiting;

  /**
   * @param {ConnectOptions} options
   * @param {SessionListener} listener
   * @param {Surroundings} surroundings
   */
  constructor(options, listener, surroundings) {
    this.#options = options;
    this.#listener = listener;
    this.#surroundings = surroundings;
    listener.state("connecting");
    this.#connect();
  }

  /** The id of the newest message before the current connection, "" if none was known. */
  get newest() {
    return this.#newest;
  }

  /**
   * @param {Command} command
   * @returns {boolean} whether it was sent; it may still be lost on the way
   */
  send(command) {
    return this.#connection?.send(command) ?? false;
  }

  /** @param {string} reason "" if the user needs none */
  leave(reason) {
    this.#end(reason);
  }

  /**
   * Connects at once if there is no connection, and otherwise asks whether it still lives.
   * @param {boolean} isSuspect whether there is a reason to doubt that
   */
  wake(isSuspect = false) {
    if (this.#isCut) return;
    if (this.#waiting !== undefined) this.#tryNow();
    else this.#connection?.check(isSuspect);
  }

  /** Opens a new connection at once, unless there is one that has not been doubted. */
  renew() {
    if (this.#isDoubtful && !this.#isCut) this.#connection?.close();
    this.wake();
  }

  /** @param {boolean} isCut whether to stay without a connection, for demonstrations */
  cut(isCut) {
    this.#isCut = isCut;
    if (isCut) this.#connection?.close();
    else this.wake();
  }

  #connect() {
    const { connect, address } = this.#surroundings;
    this.#connection = connect(address(this.#options, this.#wasIn ? this.#newest || "0" : ""), this.#dialect, {
      opened: () => this.#onOpened(),
      received: (frame) => this.#onReceived(frame),
      doubted: (isDoubtful) => this.#onDoubted(isDoubtful),
      ended: (code) => void this.#onEnded(code),
    });
  }

  #onOpened() {
    this.#wasIn = true;
    this.#rejections = 0;
    this.#openedAt = this.#surroundings.timers.now();
    this.#listener.opened();
    this.#listener.state("connected");
  }

  /** @param {boolean} isDoubtful */
  #onDoubted(isDoubtful) {
    this.#isDoubtful = isDoubtful;
    this.#listener.state(isDoubtful ? "doubtful" : "connected");
  }

  /** @param {Frame} frame */
  #onReceived(frame) {
    this.#listener.received(frame);
    if (frame.type === "history") this.#note(frame.last_id ?? frame.messages.at(-1)?.id ?? "");
    else if (frame.type === "message" || frame.type === "private") this.#note(frame.id);
  }

  /** @param {string} id */
  #note(id) {
    if (isAfter(id, this.#newest)) this.#newest = id;
  }

  /** @param {number} code */
  async #onEnded(code) {
    if (this.#over) return;
    this.#connection = null;
    this.#isDoubtful = false;
    const reason = FINAL.get(code);
    if (reason) return this.#end(reason);
    if (code === REJECTED) return this.#onRejected();
    this.#listener.lost();
    if (this.#surroundings.timers.now() - this.#openedAt > GOOD_MS) this.#tries = 0;
    this.#tryLater();
  }

  /** Browsers hide why a connection failed, so the server is asked. */
  async #onRejected() {
    const { status, sentence } = await this.#surroundings.admission(this.#options);
    if (this.#over) return;
    if (status === 0) return this.#wasIn ? this.#tryLater() : this.#end(UNREACHABLE);
    this.#rejections += 1;
    const mayPass = MAY_PASS.has(status) && (this.#wasIn || status === 204);
    if (mayPass && (status === 503 || this.#rejections < MOST_REJECTIONS)) return this.#tryLater();
    if (!this.#wasIn && !sentence && this.#dialect === EVENTS) return this.#speakPlain();
    this.#end(sentence || REFUSED);
  }

  /** A browser hangs up on a server that agrees to no subprotocol; such a server may still speak plain. */
  async #speakPlain() {
    const dialect = await this.#surroundings.plainDialect(this.#options.name || "Anonymous");
    if (this.#over) return;
    this.#dialect = dialect;
    this.#connect();
  }

  /** Doubles the delay each time, with jitter, so that clients do not all reconnect at once. */
  #tryLater() {
    this.#listener.state(this.#wasIn ? "reconnecting" : "connecting");
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    const { timers, random } = this.#surroundings;
    this.#waiting = timers.after(longest * (0.5 + random() / 2), () => this.#tryNow());
  }

  #tryNow() {
    this.#surroundings.timers.cancel(this.#waiting);
    this.#waiting = undefined;
    if (this.#isCut) return this.#tryLater();
    this.#connect();
  }

  /** @param {string} reason */
  #end(reason) {
    if (this.#over) return;
    this.#over = true;
    this.#surroundings.timers.cancel(this.#waiting);
    this.#connection?.close();
    this.#listener.ended(reason, !this.#wasIn);
  }
}
