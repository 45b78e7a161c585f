import { messageEntry, noticeEntry, outgoingEntry } from "./entries.js";
import { Movements } from "./movements.js";
import { Rows } from "./rows.js";
import { Scrolling } from "./scrolling.js";

const MAX_ENTRIES = 1000;
/** While somebody reads far above the end, nothing is removed, up to this many entries. */
const MAX_WHILE_READING = 10_000;

/** The list of messages and what stands between them. */
export class MessageList {
  #list;
  #scrolling;
  /** Unsent messages, which stand below all others. @type {Map<OutgoingMessage, HTMLElement>} */ #outgoing = new Map();
  /** @type {Map<string, HTMLElement>} */ #byId = new Map();
  #rows;
  /** @type {Movements | null} */ #movements = null;
  #ownName = "";
  #unread = 0;
  /** @type {HTMLElement | null} */ #unreadLine = null;
  #earlier;

  /**
   * @param {HTMLElement} list
   * @param {HTMLButtonElement} earlier
   * @param {HTMLElement} newest
   * @param {() => void} seen called when the reader is at the end
   */
  constructor(list, earlier, newest, seen) {
    this.#list = list;
    this.#earlier = earlier;
    this.#rows = new Rows(list);
    this.#scrolling = new Scrolling(list, newest, seen);
  }

  get scrolling() {
    return this.#scrolling;
  }

  /** @param {(before: string) => void} ask asks for messages before the one with an id */
  onEarlier(ask) {
    const askMore = () => {
      const oldest = this.oldestId;
      if (oldest && !this.#earlier.hidden) ask(oldest);
    };
    this.#earlier.onclick = askMore;
    this.#scrolling.atTop = askMore;
  }

  /** @param {boolean} isMore whether the server may have older messages */
  showMore(isMore) {
    this.#earlier.hidden = !isMore || !this.oldestId;
  }

  /** @param {string} name the user's own, which is marked in what others say */
  setOwnName(name) {
    this.#ownName = name === "Anonymous" ? "" : name;
  }

  /** @param {string} id */
  has(id) {
    return this.#byId.has(id);
  }

  /** @param {string} id */
  entry(id) {
    return this.#byId.get(id);
  }

  /** @param {string} id of a message that has turned out to be the user's own */
  markOwn(id) {
    const entry = this.#byId.get(id);
    entry?.classList.add("own");
    if (entry) entry.dataset.own = "";
  }

  /**
   * @param {Said} said
   * @param {boolean} own
   * @param {boolean} isPast whether it comes from a history
   */
  addMessage(said, own, isPast = false) {
    if (this.has(said.id)) return;
    this.add(this.#messageEntry(said, own, isPast));
  }

  /**
   * Shows older messages without moving what is being read.
   * @param {Said[]} messages
   * @param {string} before the id of the message before which they stand
   * @param {(said: Said) => boolean} isOwn
   */
  addPast(messages, before, isOwn) {
    const next = this.#byId.get(before);
    if (!next) return;
    this.quietly(() => this.#scrolling.keep(() => {
      const line = next.previousElementSibling;
      if (line instanceof HTMLElement && line.dataset.kind === "day") line.remove();
      for (const said of messages) {
        if (!this.has(said.id)) this.#rows.insert(this.#messageEntry(said, isOwn(said), true), next);
      }
      this.#rows.settle(next);
    }));
  }

  /**
   * Says that the server no longer has some messages.
   * @param {string} before the id of the message before which they are missing, "" for the end
   */
  addGap(before) {
    const entry = noticeEntry("note", "Some messages are no longer kept.", "notification");
    const next = this.#byId.get(before);
    if (next) this.#rows.insert(entry, next);
    else this.add(entry);
  }

  /** @param {Movement} movement */
  addMovement(movement) {
    if (this.#movements?.element.isConnected && this.#movements.add(movement)) return this.#scrolling.grown();
    const line = new Movements();
    line.add(movement);
    this.add(line.element);
    this.#movements = line;
  }

  /** Counts an entry that is about to be added and that nobody sees, from a line on. */
  countUnread() {
    if (this.#unread === 0) {
      this.#unreadLine?.remove();
      this.#unreadLine = noticeEntry("unread", "", "divider");
      this.add(this.#unreadLine);
    }
    this.#unread += 1;
    const words = `${this.#unread} new ${this.#unread === 1 ? "message" : "messages"}`;
    this.#unreadLine?.firstElementChild?.replaceChildren(words);
    this.#scrolling.label(words);
  }

  /** Notes that everything has been seen; the line stays until there is another. */
  forgetUnread() {
    this.#unread = 0;
  }

  /**
   * Shows a message that waits to be sent or was rejected.
   * @param {OutgoingMessage} message
   * @param {string} why
   * @param {{ again: () => void, discard: () => void } | null} actions for a rejected message
   */
  showOutgoing(message, why, actions) {
    const entry = outgoingEntry(message, why, actions);
    const shown = this.#outgoing.get(message);
    this.#list.classList.remove("empty");
    this.#outgoing.set(message, entry);
    if (shown) shown.replaceWith(entry);
    else this.#list.append(entry);
    this.#scrolling.grown();
  }

  /** @param {OutgoingMessage} message */
  removeOutgoing(message) {
    this.#outgoing.get(message)?.remove();
    this.#outgoing.delete(message);
  }

  clear() {
    this.#outgoing.clear();
    this.#byId.clear();
    this.#movements = this.#unreadLine = null;
    this.#unread = 0;
    for (const entry of [...this.#list.children]) if (entry !== this.#earlier) entry.remove();
    this.#earlier.hidden = true;
    this.#list.classList.add("empty");
    this.#scrolling.toEnd();
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

  get oldestId() {
    return this.#byId.size ? this.#firstMessage()?.dataset.id ?? "" : "";
  }

  #firstMessage() {
    return /** @type {HTMLElement | null} */ (this.#list.querySelector(":scope > .message[data-id]:not([data-id=''])"));
  }

  /**
   * @param {Said} said
   * @param {boolean} own
   * @param {boolean} isPast
   */
  #messageEntry(said, own, isPast) {
    const entry = messageEntry(said, own, this.#ownName);
    this.#rows.note(entry, said, own);
    if (isPast) entry.dataset.past = "";
    if (said.id) this.#byId.set(said.id, entry);
    return entry;
  }

  /** Adds an entry below all others but those that wait to be sent. @param {HTMLElement} entry */
  add(entry) {
    this.#movements = null;
    this.#list.classList.remove("empty");
    const [firstOutgoing] = this.#outgoing.values();
    this.#rows.insert(entry, firstOutgoing ?? null);
    this.#dropOldest();
    this.#scrolling.grown();
  }

  #dropOldest() {
    const surplus = () => this.#list.childElementCount - 1 - this.#outgoing.size - MAX_ENTRIES;
    if (surplus() <= 0) return;
    const isBounded = surplus() < MAX_WHILE_READING - MAX_ENTRIES;
    if (isBounded && !this.#scrolling.isFollowing) return;
    for (let oldest = this.#earlier.nextElementSibling; oldest && surplus() > 0; oldest = this.#earlier.nextElementSibling) {
      if (oldest instanceof HTMLElement && oldest.dataset.id) this.#byId.delete(oldest.dataset.id);
      oldest.remove();
      this.#earlier.hidden = this.#byId.size === 0;
    }
    // The sender's name is shown on the first of a run only: keep it on screen.
    this.#earlier.nextElementSibling?.classList.remove("followup");
  }
}
