/** What a tab remembers across refresh, back and forward; other tabs never see it. */
export class Memory {
  #storage;
  #prefix;

  /**
   * @param {() => Storage} storage throws where the browser forbids it
   * @param {string} room
   */
  constructor(storage, room) {
    this.#storage = storage;
    this.#prefix = `chat:${room}:`;
  }

  /**
   * @template T
   * @param {string} key
   * @param {T} otherwise
   * @returns {T}
   */
  get(key, otherwise) {
    try {
      const text = this.#storage().getItem(this.#prefix + key);
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    try {
      this.#storage().setItem(this.#prefix + key, JSON.stringify(value));
    } catch {
      // Private browsing, or no space left: the tab then forgets, and the chat goes on.
    }
  }
}
