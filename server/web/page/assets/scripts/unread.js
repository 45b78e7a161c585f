const TITLE = document.title;

/** The number of messages that nobody has seen yet, in the title and the icon of the page. */
export class Unread {
  #icon = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=icon]"));
  #plain = this.#icon.href;
  #count = 0;

  add() {
    this.#show(this.#count + 1);
  }

  clear() {
    if (this.#count) this.#show(0);
  }

  /** @param {number} count */
  #show(count) {
    this.#count = count;
    document.title = count ? `(${count}) ${TITLE}` : TITLE;
    const icon = count ? this.#plain.replace("icon.svg", "icon-unread.svg") : this.#plain;
    if (this.#icon.href !== icon) this.#icon.href = icon;
  }
}
