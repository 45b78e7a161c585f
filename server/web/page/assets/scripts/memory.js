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

/** @returns {string} a random id; `randomUUID` exists on secure pages only */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
