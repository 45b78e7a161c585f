import { nameElement } from "./dom.js";

const RETELL_MS = 3000;
const MOST_NAMES = 2;

/** The typing indicator. */
export class Typists {
  #status;
  /** @type {Set<string>} */ #names = new Set();

  /** @param {HTMLElement} status */
  constructor(status) {
    this.#status = status;
  }

  /**
   * @param {string} name
   * @param {boolean} isTyping
   */
  set(name, isTyping) {
    if (this.#names.has(name) === isTyping) return;
    if (isTyping) this.#names.add(name);
    else this.#names.delete(name);
    this.#draw();
  }

  clear() {
    this.#names.clear();
    this.#draw();
  }

  #draw() {
    const [first, second] = [...this.#names].map((name) => nameElement(name));
    if (!first) this.#status.replaceChildren();
    else if (!second) this.#status.replaceChildren(first, " is typing…");
    else if (this.#names.size === MOST_NAMES) this.#status.replaceChildren(first, " and ", second, " are typing…");
    else this.#status.replaceChildren(`${this.#names.size} people are typing…`);
  }
}

/** Reports the user's typing, no more often than necessary. */
export class Keystrokes {
  #tell;
  #timers;
  #isTold = false;
  #toldAt = -Infinity;
  /** @type {number | undefined} */ #later;

  /**
   * @param {(typing: boolean) => void} tell
   * @param {Timers} timers
   */
  constructor(tell, timers) {
    this.#tell = tell;
    this.#timers = timers;
  }

  /** @param {boolean} isTyping whether the user is writing a message to everybody */
  set(isTyping) {
    if (isTyping) {
      const wait = this.#toldAt + RETELL_MS - this.#timers.now();
      if (wait <= 0) this.#tellNow();
      else this.#later ??= this.#timers.after(wait, () => this.#tellNow());
    } else {
      if (this.#isTold) this.#tell(false);
      this.forget();
    }
  }

  /** Resets without reporting: a message or a lost connection ends typing anyway. What is typed next is told at once. */
  forget() {
    this.#timers.cancel(this.#later);
    this.#later = undefined;
    this.#isTold = false;
    this.#toldAt = -Infinity;
  }

  #tellNow() {
    this.#later = undefined;
    this.#isTold = true;
    this.#toldAt = this.#timers.now();
    this.#tell(true);
  }
}
