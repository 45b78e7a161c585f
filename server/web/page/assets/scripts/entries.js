import { buttonElement, nameElement, textElement } from "./dom.js";
import { withLinks } from "./links.js";

/** @typedef {import("./frames.js").Message} Message */
/** @typedef {import("./frames.js").Private} Private */
/** @typedef {import("./outbox.js").OutgoingMessage} OutgoingMessage */

const TONES = 6;
const HOUR = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY_AND_HOUR = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const EXACTLY = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/**
 * Returns the colour class of a name; it is always the same for the same name.
 * @param {string} name
 * @returns {string}
 */
function toneOf(name) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return `tone-${sum % TONES}`;
}

/**
 * @param {string} text a user's text: it has its own direction, and no part of it is markup
 * @param {string} tag
 * @returns {HTMLElement}
 */
function contentElement(text, tag = "span") {
  const content = textElement(tag, "content", "");
  content.dir = "auto";
  content.append(...withLinks(text));
  return content;
}

/**
 * @param {string} timestamp
 * @returns {HTMLElement | string} "" if it is not a valid time
 */
function timeElement(timestamp) {
  const at = new Date(timestamp);
  if (Number.isNaN(at.getTime())) return "";
  const isToday = at.toDateString() === new Date().toDateString();
  const time = document.createElement("time");
  time.dateTime = timestamp;
  time.title = EXACTLY.format(at);
  time.textContent = (isToday ? HOUR : DAY_AND_HOUR).format(at);
  return time;
}

/**
 * @param {string} to
 * @param {boolean} own
 * @returns {HTMLElement}
 */
function privacyElement(to, own) {
  const privacy = textElement("span", "privacy", "");
  privacy.append(...(own ? ["to ", nameElement(to), " only"] : ["to you only"]));
  return privacy;
}

/**
 * @param {Message | Private} said
 * @param {boolean} own
 * @returns {HTMLElement}
 */
export function messageEntry(said, own) {
  const entry = textElement("div", own ? "message own" : `message ${toneOf(said.nickname)}`, "");
  entry.dataset.kind = said.type;
  entry.dataset.from = said.nickname;
  const head = textElement("div", "head", "");
  head.append(nameElement(said.nickname, "sender"));
  if (said.type === "private") {
    entry.classList.add("private");
    entry.dataset.to = said.to;
    head.append(privacyElement(said.to, own));
  }
  head.append(timeElement(said.timestamp));
  entry.append(head, contentElement(said.content, "div"));
  return entry;
}

/**
 * Shows a message that has not been sent yet.
 * @param {OutgoingMessage} message
 * @param {(() => void) | null} again sends a rejected message again; null while it waits
 * @returns {HTMLElement}
 */
export function outgoingEntry({ content, to }, again) {
  const entry = textElement("div", again ? "outgoing unsent" : "outgoing", "");
  const state = textElement("span", "state", again ? "Not sent" : "Waiting to be sent");
  if (to) state.append(" ", privacyElement(to, true));
  if (again) state.append(buttonElement("Send again", again, "again"));
  entry.append(contentElement(content, "div"), state);
  return entry;
}

/**
 * @param {string} name
 * @param {string} words
 * @param {string} timestamp
 * @returns {HTMLElement}
 */
export function movementEntry(name, words, timestamp) {
  const entry = textElement("div", "notification", "");
  entry.dataset.kind = words.trim().split(" ")[0];
  entry.dataset.from = name;
  const content = textElement("span", "content", "");
  content.append(nameElement(name), words);
  entry.append(content);
  const time = timeElement(timestamp);
  if (typeof time !== "string") entry.title = time.title;
  return entry;
}

/**
 * @param {string} words a text of this page or the server
 * @param {"notification" | "error" | "divider"} className
 * @returns {HTMLElement}
 */
export function noticeEntry(words, className) {
  const entry = textElement("div", className, "");
  entry.dataset.kind = className === "error" ? className : "note";
  entry.append(contentElement(words));
  return entry;
}

/**
 * @param {string} words the operator's text
 * @param {string} timestamp
 * @returns {HTMLElement}
 */
export function announcementEntry(words, timestamp) {
  const entry = textElement("div", "notification announcement", "");
  entry.dataset.kind = "announcement";
  const head = textElement("span", "source", "From the server");
  head.append(" ", timeElement(timestamp));
  entry.append(head, contentElement(words, "div"));
  return entry;
}
