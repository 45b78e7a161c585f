import { announcementEntry, messageEntry, movementEntry, noticeEntry, outgoingEntry } from "./entries.js";

/** @typedef {import("./frames.js").Message} Message */
/** @typedef {import("./frames.js").Private} Private */
/** @typedef {import("./frames.js").Movement} Movement */
/** @typedef {import("./frames.js").System} System */
/** @typedef {import("./outbox.js").OutgoingMessage} OutgoingMessage */

const MAX_ENTRIES = 1000;
const NEAR_END_PX = 40;

/** The scrolling list of messages, with its "New messages" button. */
export class MessageList {
  /** @type {HTMLElement} */ #list;
  /** @type {HTMLElement} */ #newest;
  /** Unsent messages, which stand below all others. @type {Map<OutgoingMessage, HTMLElement>} */ #outgoing = new Map();
  /** Whether the reader is at the end, so that new entries scroll into view. */
  #following = true;
  #scrollPending = false;
  #lastTop = 0;
  /** The head of the last entry (sender, recipient, minute); "" if it is not a message. */
  #lastRun = "";

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} newest
   */
  constructor(list, newest) {
    this.#list = list;
    this.#newest = newest;
    list.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    newest.addEventListener("click", () => this.#onNewest());
    // A keyboard sliding in or a growing input area must not push the newest entry out of view.
    new ResizeObserver(() => this.#following && this.scrollToEnd()).observe(list);
  }

  /**
   * @param {Message | Private} said
   * @param {boolean} own
   * @param {boolean} past whether it comes out of the history
   */
  addMessage(said, own, past = false) {
    const entry = messageEntry(said, own);
    if (past) entry.dataset.past = "";
    this.#add(entry, said.type + entry.firstElementChild?.textContent);
  }

  /** @param {Movement} movement */
  addMovement({ type, nickname, timestamp }) {
    const words = type === "user_joined" ? " joined the chat" : " left the chat";
    this.#add(movementEntry(nickname, words, timestamp));
  }

  /** @param {System} announcement */
  addAnnouncement({ content, timestamp }) {
    this.#add(announcementEntry(content, timestamp));
  }

  /** @param {string} words */
  addNotice(words) {
    this.#add(noticeEntry(words, "notification"));
  }

  /** @param {string} words */
  addDivider(words) {
    this.#add(noticeEntry(words, "divider"));
  }

  /** @param {string} words */
  addError(words) {
    this.#add(noticeEntry(words, "error"));
  }

  /**
   * Shows a message that waits to be sent or was rejected.
   * @param {OutgoingMessage} message
   * @param {(() => void) | null} again sends a rejected message again
   */
  showOutgoing(message, again) {
    this.removeOutgoing(message);
    const entry = outgoingEntry(message, again);
    this.#outgoing.set(message, entry);
    this.#list.append(entry);
    if (this.#following) this.#scrollSoon();
  }

  /** @param {OutgoingMessage} message */
  removeOutgoing(message) {
    this.#outgoing.get(message)?.remove();
    this.#outgoing.delete(message);
  }

  clear() {
    this.#outgoing.clear();
    this.#list.replaceChildren();
    this.#lastRun = "";
    this.scrollToEnd();
  }

  /**
   * Adds earlier messages without having a screen reader read them out.
   * @param {() => void} add
   */
  quietly(add) {
    this.#list.ariaLive = "off";
    add();
    requestAnimationFrame(() => requestAnimationFrame(() => (this.#list.ariaLive = null)));
  }

  scrollToEnd() {
    this.#follow(true);
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#lastTop = this.#list.scrollTop;
  }

  /** Scrolls once per frame, however many entries come in it: each scroll costs a layout. */
  #scrollSoon() {
    if (this.#scrollPending) return;
    this.#scrollPending = true;
    requestAnimationFrame(() => {
      this.#scrollPending = false;
      if (this.#following) this.scrollToEnd();
    });
  }

  /** @param {boolean} following */
  #follow(following) {
    this.#following = following;
    // The style sheet turns scroll anchoring off while following, because the two conflict.
    this.#list.classList.toggle("following", following);
    if (following) this.#newest.hidden = true;
  }

  /**
   * @param {HTMLElement} entry
   * @param {string} run the text of the head, which is shown once for consecutive entries
   */
  #add(entry, run = "") {
    entry.classList.toggle("followup", run !== "" && run === this.#lastRun);
    this.#lastRun = run;
    const [firstOutgoing] = this.#outgoing.values();
    this.#list.insertBefore(entry, firstOutgoing ?? null);
    this.#dropOldest();
    if (this.#following) this.#scrollSoon();
    else this.#newest.hidden = false;
  }

  #dropOldest() {
    if (this.#list.childElementCount - this.#outgoing.size <= MAX_ENTRIES) return;
    this.#list.firstElementChild?.remove();
    // The sender's name is shown on the first of a run only: keep it on screen.
    this.#list.firstElementChild?.classList.remove("followup");
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const moved = scrollTop - this.#lastTop;
    const toEnd = scrollHeight - clientHeight - scrollTop;
    this.#lastTop = scrollTop;
    if (toEnd < 2 || (moved > 0 && toEnd <= NEAR_END_PX)) this.#follow(true);
    // Only the reader scrolls up: entries arriving meanwhile move the end down.
    else if (moved < 0) this.#follow(false);
  }

  #onNewest() {
    this.scrollToEnd();
    this.#list.focus({ preventScroll: true });
  }
}
