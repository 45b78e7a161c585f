/** Without a sign of life for this long after a question, the connection is doubtful; */
const DOUBTFUL_MS = 5000;
/** and after this much longer, it is dead: browsers may take minutes to notice. */
const DEAD_MS = 7000;

/** Watches whether the other side of a connection still answers. */
export class Liveness {
  #timers;
  #listener;
  /** @type {number | undefined} */ #timer;
  #isAsked = false;
  #isDoubtful = false;

  /**
   * @param {Timers} timers
   * @param {{ ask: () => void, idle: () => number, doubted: (isDoubtful: boolean) => void, dead: () => void }} listener
   * `idle` returns the milliseconds of silence after which to `ask`
   */
  constructor(timers, listener) {
    this.#timers = timers;
    this.#listener = listener;
  }

  /** Notes a sign of life. */
  heard() {
    this.#isAsked = false;
    this.#doubt(false);
    this.#wait(this.#listener.idle(), () => this.check());
  }

  /** Notes that something was sent that must be answered. */
  asked() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#wait(DOUBTFUL_MS, () => {
      this.#doubt(true);
      this.#wait(DEAD_MS, this.#listener.dead);
    });
  }

  /** Asks for a sign of life. */
  check() {
    this.#listener.ask();
    this.asked();
  }

  /** Asks for a sign of life, and doubts that there is one. */
  suspect() {
    this.#listener.ask();
    this.#isAsked = true;
    this.#doubt(true);
    this.#wait(DEAD_MS, this.#listener.dead);
  }

  stop() {
    this.#timers.cancel(this.#timer);
  }

  /** @param {boolean} isDoubtful */
  #doubt(isDoubtful) {
    if (isDoubtful === this.#isDoubtful) return;
    this.#isDoubtful = isDoubtful;
    this.#listener.doubted(isDoubtful);
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} action
   */
  #wait(milliseconds, action) {
    this.#timers.cancel(this.#timer);
    this.#timer = this.#timers.after(milliseconds, action);
  }
}
