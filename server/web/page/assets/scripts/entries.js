import { buttonElement, lengthOf, make, nameElement } from "./dom.js";
import { partsOf } from "./rich_text.js";

const TONES = 6;
const LONG_TEXT = 1500;
const LONG_LINES = 15;
const MOST_IMAGES = 4;
const HOUR = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const EXACTLY = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/**
 * Returns the day of a timestamp in words, "" if it is not a valid time.
 * @param {string} timestamp
 */
export function dayOf(timestamp) {
  const at = new Date(timestamp);
  return Number.isNaN(at.getTime()) ? "" : DAY.format(at);
}

/**
 * @param {string} kind
 * @param {string} className
 * @param {Record<string, string>} data
 * @param {...(string | Node)} children
 */
export function entryElement(kind, className, data, ...children) {
  const entry = make("div", className, ...children);
  Object.assign(entry.dataset, { kind, ...data });
  return entry;
}

/**
 * Returns the colour class of a name; it is always the same for the same name.
 * @param {string} name
 */
function toneOf(name) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return `tone-${sum % TONES}`;
}

/**
 * @param {import("./rich_text.js").Special} special
 * @returns {HTMLElement}
 */
function specialElement(special) {
  switch (special.kind) {
    case "link": {
      const link = /** @type {HTMLAnchorElement} */ (make("a", "", special.text));
      link.href = special.href;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.dir = "ltr";
      return link;
    }
    case "emoji": {
      const emoji = make("span", "emoji", special.text);
      emoji.dataset.emoji = special.emoji;
      return emoji;
    }
    default:
      return make({ code: "code", emphasis: "em", mention: "mark" }[special.kind], "", special.text);
  }
}

/**
 * Shows a text exactly: none of it is markup. What follows it opens long texts and images.
 * @param {string} text
 * @param {string} tag
 * @param {string} ownName
 * @returns {HTMLElement[]}
 */
function contentElements(text, tag = "div", ownName = "") {
  const parts = partsOf(text, ownName);
  const content = make(tag, "content", ...parts.map((part) => (typeof part === "string" ? part : specialElement(part))));
  content.dir = "auto"; // last: the browser looks through the whole text for each part that is added
  /** @type {HTMLElement[]} */
  const shown = [content];
  if (text.length > LONG_TEXT || text.split("\n", LONG_LINES + 1).length > LONG_LINES) shown.push(foldButton(content, text));
  const images = parts.filter((part) => typeof part !== "string" && part.kind === "link" && part.isImage).slice(0, MOST_IMAGES);
  for (const image of images) shown.push(imageButton(/** @type {{ href: string }} */ (image).href));
  return shown;
}

/**
 * @param {HTMLElement} content
 * @param {string} text
 */
function foldButton(content, text) {
  const words = `Show all ${lengthOf(text).toLocaleString("en")} characters`;
  const button = buttonElement(words, () => {
    const isFolded = content.classList.toggle("folded");
    button.textContent = isFolded ? words : "Show less";
    button.ariaExpanded = String(!isFolded);
  }, "more");
  content.classList.add("folded");
  button.ariaExpanded = "false";
  return button;
}

/** @param {string} address */
function imageButton(address) {
  const button = buttonElement("Show image", () => {
    const image = /** @type {HTMLImageElement} */ (make("img", "image"));
    image.referrerPolicy = "no-referrer";
    image.alt = `Image at ${address}`;
    image.src = address;
    button.replaceWith(image);
  }, "more");
  return button;
}

/**
 * @param {string} timestamp
 * @returns {HTMLElement | string} "" if it is not a valid time
 */
function timeElement(timestamp) {
  const at = new Date(timestamp);
  if (Number.isNaN(at.getTime())) return "";
  const time = /** @type {HTMLTimeElement} */ (make("time", "", HOUR.format(at)));
  time.dateTime = timestamp;
  time.title = EXACTLY.format(at);
  return time;
}

/**
 * Makes a name that can be chosen as an addressee; the list of people is the way of the keyboard.
 * @param {string} name
 * @param {string} words
 * @param {...(string | Node)} children
 */
function pickButton(name, words, ...children) {
  const button = make("button", "pick", ...children);
  Object.assign(button, { type: "button", tabIndex: -1, title: words });
  button.dataset.pick = name;
  return button;
}

/**
 * @param {Said} said
 * @param {boolean} own
 * @param {string} ownName
 */
export function messageEntry({ type, id, nickname, content, timestamp, ...rest }, own, ownName) {
  const to = "to" in rest ? rest.to : "";
  const sender = nameElement(nickname, "sender");
  const head = make("div", "head", own ? sender : pickButton(nickname, "Send a private message", sender));
  if (type === "private") head.append(privacyElement(to === ownName && !own ? "" : to));
  head.append(timeElement(timestamp));
  if (type === "private" && !own && to === ownName) {
    const reply = pickButton(nickname, "", "Reply");
    reply.tabIndex = 0;
    reply.classList.add("reply");
    head.append(reply);
  }
  const data = { id, from: nickname, at: timestamp, ...(type === "private" && { to }), ...(own && { own: "" }) };
  const className = `message${own ? " own" : ` ${toneOf(nickname)}`}${type === "private" ? " private" : ""}`;
  return entryElement(type, className, data, head, ...contentElements(content, "div", own ? "" : ownName));
}

/** @param {string} to "" for the reader */
function privacyElement(to) {
  return to ? make("span", "privacy", "to ", nameElement(to), " only") : make("span", "privacy", "to you only");
}

/**
 * Shows a message that has not been sent yet.
 * @param {OutgoingMessage} message
 * @param {string} why it waits, "" for the usual reason
 * @param {{ again: () => void, discard: () => void } | null} actions for a rejected message; null while it waits
 */
export function outgoingEntry({ content, to }, why, actions) {
  const state = make("span", "state", actions ? "Not sent" : why || "Waiting to be sent");
  if (to) state.append(" ", privacyElement(to));
  if (actions) {
    state.append(buttonElement("Send again", actions.again, "again"), buttonElement("Discard", actions.discard, "again"));
  }
  const data = { state: actions ? "unsent" : "waiting", to };
  return entryElement("outgoing", actions ? "outgoing unsent" : "outgoing", data, ...contentElements(content), state);
}

/**
 * @param {string} kind
 * @param {string} words a text of this page or the server
 * @param {"notification" | "error" | "divider"} className
 * @param {string} code the server's, "" for none
 */
export function noticeEntry(kind, words, className, code = "") {
  return entryElement(kind, className, code ? { code } : {}, ...contentElements(words, "span"));
}

/**
 * @param {string} words the operator's text
 * @param {string} timestamp
 */
export function announcementEntry(words, timestamp) {
  const head = make("span", "source", "From the server ", timeElement(timestamp));
  return entryElement("announcement", "notification announcement", { at: timestamp }, head, ...contentElements(words));
}
