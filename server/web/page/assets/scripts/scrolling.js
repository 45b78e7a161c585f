const NEAR_END_PX = 40;
const NEAR_TOP_PX = 80;

/** How the list of messages scrolls: it follows its end, unless somebody reads above. */
export class Scrolling {
  #list;
  #newest;
  #seen;
  /** Whether the reader is at the end, so that new entries scroll into view. */
  #following = true;
  #isPending = false;
  #lastTop = 0;
  /** Called when the reader has scrolled to the top. */
  atTop = () => {};

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} newest the button that leads to the end
   * @param {() => void} seen called when the reader is at the end
   */
  constructor(list, newest, seen) {
    this.#list = list;
    this.#newest = newest;
    this.#seen = seen;
    list.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    newest.addEventListener("click", () => this.#onNewest());
    // A keyboard sliding in or a growing input area must not push the newest entry out of view.
    new ResizeObserver(() => this.#following && this.toEnd()).observe(list);
  }

  get isFollowing() {
    return this.#following;
  }

  /** The id of the first message in view and how far it is below the top; null at the end. */
  get place() {
    if (this.#following) return null;
    const shown = this.#list.querySelectorAll(":scope > .message[data-id]");
    for (const entry of /** @type {NodeListOf<HTMLElement>} */ (shown)) {
      const offset = this.#below(entry);
      if (offset + entry.offsetHeight > 0) return { id: entry.dataset.id ?? "", offset };
    }
    return null;
  }

  /**
   * Goes back to a place, if its message is there.
   * @param {{ id: string, offset: number } | null} place
   * @param {(id: string) => HTMLElement | undefined} find
   */
  restore(place, find) {
    const entry = place && find(place.id);
    if (!entry) return;
    this.toEnd();
    const { offset } = place;
    this.#list.scrollTop += this.#below(entry) - offset;
    this.#follow(this.#toEnd < 2);
    this.#lastTop = this.#list.scrollTop;
  }

  toEnd() {
    this.#follow(true);
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#lastTop = this.#list.scrollTop;
  }

  /** Scrolls to what was added, once per frame however much there is: each scroll costs a layout. */
  grown() {
    if (!this.#following) this.#newest.hidden = false;
    if (!this.#following || this.#isPending) return;
    this.#isPending = true;
    requestAnimationFrame(() => {
      this.#isPending = false;
      if (this.#following) this.toEnd();
    });
  }

  /** @param {string} words how much is new */
  label(words) {
    this.#newest.textContent = words;
  }

  /**
   * Changes something above the view without moving what is in view.
   * @param {() => void} change
   */
  keep(change) {
    const toEnd = this.#list.scrollHeight - this.#list.scrollTop;
    change();
    this.#list.scrollTop = this.#list.scrollHeight - toEnd;
    this.#lastTop = this.#list.scrollTop;
  }

  /** How far an entry is below the top of the view, whatever animation goes on. @param {HTMLElement} entry */
  #below(entry) {
    return entry.offsetTop - this.#list.offsetTop - this.#list.scrollTop;
  }

  get #toEnd() {
    return this.#list.scrollHeight - this.#list.clientHeight - this.#list.scrollTop;
  }

  /** @param {boolean} following */
  #follow(following) {
    this.#following = following;
    // The style sheet turns scroll anchoring off while following, because the two conflict.
    this.#list.classList.toggle("following", following);
    if (!following) return;
    this.#newest.hidden = true;
    this.label("New messages");
    this.#seen();
  }

  #onScroll() {
    const { scrollTop } = this.#list;
    const moved = scrollTop - this.#lastTop;
    this.#lastTop = scrollTop;
    const toEnd = this.#toEnd;
    if (toEnd < 2 || (moved > 0 && toEnd <= NEAR_END_PX)) this.#follow(true);
    // Only the reader scrolls up: entries arriving meanwhile move the end down.
    else if (moved < 0) this.#follow(false);
    if (moved < 0 && scrollTop < NEAR_TOP_PX) this.atTop();
  }

  #onNewest() {
    this.toEnd();
    this.#list.focus({ preventScroll: true });
  }
}
