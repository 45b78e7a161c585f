const MOST = 5000;

/** Ids of the messages already shown, so that each is shown once. */
export class Seen {
  /** @type {Set<string>} */ #ids = new Set();
  /** The newest id, "" if there is none. */
  newest = "";

  /**
   * Notes a message.
   * @param {string} id
   * @returns {boolean} whether it is new
   */
  add(id) {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (isAfter(id, this.newest)) this.newest = id;
    if (this.#ids.size > MOST) this.#dropOldest();
    return true;
  }

  #dropOldest() {
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      return;
    }
  }
}

/**
 * Compares ids: decimal numbers, which may be too long for a JavaScript number.
 * @param {string} id
 * @param {string} other
 * @returns {boolean}
 */
function isAfter(id, other) {
  return id.length === other.length ? id > other : id.length > other.length;
}
