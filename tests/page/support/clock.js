/** A clock that stands still until it is told to go on, so that no test waits. */
export class Clock {
  #now = 0;
  #next = 1;
  #due = new Map();

  now = () => this.#now;

  after = (milliseconds, action) => {
    this.#due.set(this.#next, { at: this.#now + milliseconds, action });
    return this.#next++;
  };

  cancel = (timer) => void this.#due.delete(timer);

  /** Lets time pass, and everything happen that is due by then. */
  pass(milliseconds) {
    const end = this.#now + milliseconds;
    for (;;) {
      const [first] = [...this.#due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!first) break;
      this.#due.delete(first[0]);
      this.#now = first[1].at;
      first[1].action();
    }
    this.#now = end;
  }
}

/** Lets all promises that are settled take effect. */
export async function settled() {
  for (let turn = 0; turn < 10; turn += 1) await null;
}
