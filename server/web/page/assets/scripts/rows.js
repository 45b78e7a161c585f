import { dayOf, noticeEntry } from "./entries.js";

/** The order of the entries: a line where a day begins, and one head for several messages of one user in a minute. */
export class Rows {
  #list;
  /** What the head of a message says. @type {WeakMap<Element, string>} */ #heads = new WeakMap();
  /** @type {WeakMap<Element, string>} */ #days = new WeakMap();

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  /**
   * @param {HTMLElement} entry
   * @param {Said} said
   * @param {boolean} own
   */
  note(entry, { type, nickname, timestamp, ...rest }, own) {
    const to = "to" in rest ? rest.to : "";
    this.#heads.set(entry, [type, nickname, to, own, timestamp.slice(0, 16)].join("\n"));
    this.#days.set(entry, dayOf(timestamp));
  }

  /**
   * @param {HTMLElement} entry
   * @param {Element | null} next
   */
  insert(entry, next) {
    this.#list.insertBefore(entry, next);
    this.settle(entry);
  }

  /** Draws the line of a new day before an entry, and its head unless the one before it has the same. @param {HTMLElement} entry */
  settle(entry) {
    const day = this.#days.get(entry);
    if (day === undefined) return;
    const before = this.#dayBefore(entry);
    if (day && day !== before && (before || day !== dayOf(new Date().toISOString()))) {
      this.#list.insertBefore(noticeEntry("day", day, "divider"), entry);
    }
    const last = entry.previousElementSibling;
    entry.classList.toggle("followup", last !== null && this.#heads.get(last) === this.#heads.get(entry));
  }

  /** @param {Element} entry */
  #dayBefore(entry) {
    for (let last = entry.previousElementSibling; last; last = last.previousElementSibling) {
      const day = this.#days.get(last);
      if (day) return day;
    }
    return "";
  }
}
