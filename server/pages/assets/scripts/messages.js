/** @typedef {import("./connection.js").Frame} Frame */

const MAX_ENTRIES = 1000;
const NEAR_END_PX = 40;
const TONES = 6;

/**
 * Always the same colour class for the same name.
 * @param {string} name
 * @returns {string}
 */
function toneOf(name) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return `tone-${sum % TONES}`;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 * @returns {HTMLElement}
 */
function textElement(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/**
 * @param {Frame} frame
 * @param {boolean} own
 * @returns {HTMLElement}
 */
function messageEntry({ sender, content }, own) {
  const entry = textElement("div", own ? "message own" : `message ${toneOf(sender)}`, "");
  const body = textElement("div", "content", content);
  body.dir = "auto";
  entry.append(textElement("bdi", "sender", sender), body);
  return entry;
}

/**
 * The name at the start of a notice gets an isolate of its own, so that its
 * writing direction cannot reorder the words that follow.
 * @param {Frame} frame
 * @returns {HTMLElement}
 */
function notificationEntry({ sender, content }) {
  const entry = textElement("div", "notification", "");
  const body = textElement("span", "content", "");
  if (sender && content.startsWith(sender)) {
    body.append(textElement("bdi", "who", sender), content.slice(sender.length));
  } else {
    body.dir = "auto";
    body.textContent = content;
  }
  entry.append(body);
  return entry;
}

/**
 * @param {string} content
 * @returns {HTMLElement}
 */
function errorEntry(content) {
  const entry = textElement("div", "error", "");
  const body = textElement("span", "content", content);
  body.dir = "auto";
  entry.append(body);
  return entry;
}

/** The scrolling list of everything said, with its "new messages" button. */
export class MessageList {
  /** @type {HTMLElement} */ #list;
  /** @type {HTMLElement} */ #newest;
  /** Whether the reader is at the end, so that new entries scroll into view. */
  #following = true;
  #scrollPending = false;
  #lastTop = 0;
  /** Who wrote the last entry, "" when it is not a message. */
  #lastSender = "";

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
   * @param {Frame} frame
   * @param {boolean} own
   */
  addFrame(frame, own) {
    if (frame.type === "error") this.addError(frame.content);
    else if (frame.type === "notification") this.#add(notificationEntry(frame), "");
    else this.#add(messageEntry(frame, own), frame.sender);
  }

  /** @param {string} text */
  addError(text) {
    this.#add(errorEntry(text), "");
  }

  clear() {
    this.#list.replaceChildren();
    this.#lastSender = "";
    this.scrollToEnd();
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
    // The style sheet turns scroll anchoring off while following, the two would fight.
    this.#list.classList.toggle("following", following);
    if (following) this.#newest.hidden = true;
  }

  /**
   * @param {HTMLElement} entry
   * @param {string} sender
   */
  #add(entry, sender) {
    entry.classList.toggle("followup", sender !== "" && sender === this.#lastSender);
    this.#lastSender = sender;
    this.#list.append(entry);
    this.#dropOldest();
    if (this.#following) this.#scrollSoon();
    else this.#newest.hidden = false;
  }

  #dropOldest() {
    if (this.#list.childElementCount <= MAX_ENTRIES) return;
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
    // Only a move upwards is the reader's: entries arriving meanwhile move the end down.
    else if (moved < 0) this.#follow(false);
  }

  #onNewest() {
    this.scrollToEnd();
    this.#list.focus({ preventScroll: true });
  }
}
