import { element, lengthOf } from "./dom.js";

/**
 * `sent` receives a text and its recipient, "" for everybody. `typing` receives whether a message to everybody is being written.
 * @typedef {{ sent: (text: string, to: string) => void, typing: (isTyping: boolean) => void, tooLong: (words: string) => void, changed: () => void }} Listener
 */

const MAX_TEXT = 65_536;
const MAX_ROWS = 6;

/** The message form with its recipient. */
export class Composer {
  #input = element("messageInput", HTMLTextAreaElement);
  #chip = element("addressee", HTMLElement);
  #chipName = element("addresseeName", HTMLElement);
  #listener;
  #to = "";

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    this.#input.addEventListener("input", () => this.#onInput());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    element("messageForm", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    // The text box keeps the focus, so that a phone's keyboard stays open while sending.
    element("sendButton", HTMLButtonElement).addEventListener("mousedown", (event) => event.preventDefault());
    element("everybodyButton", HTMLButtonElement).addEventListener("click", () => this.address(""));
  }

  /** What is written and not sent yet. */
  get draft() {
    return { text: this.#input.value, to: this.#to };
  }

  /** @param {{ text: string, to: string }} draft */
  restore({ text, to }) {
    this.#input.value = text;
    this.#setAddressee(to);
    this.#fit();
  }

  /** Prepares the form when the chat appears; an earlier draft is kept. */
  enter() {
    this.#fit();
    this.#input.focus();
  }

  clear() {
    this.#input.value = "";
    this.address("");
  }

  /** @param {string} name the recipient of the next messages, "" for everybody */
  address(name) {
    this.#setAddressee(name);
    this.#tellTyping();
    this.#input.focus();
  }

  /** @param {string} name */
  #setAddressee(name) {
    this.#to = name;
    this.#chipName.textContent = name;
    this.#chip.hidden = name === "";
    this.#input.setAttribute("aria-describedby", name ? "addressee" : "hint");
    this.#listener.changed();
  }

  #submit() {
    const text = this.#input.value;
    this.#input.focus();
    if (text.trim() === "") return;
    const length = lengthOf(text);
    if (length > MAX_TEXT) {
      const [has, may] = [length, MAX_TEXT].map((count) => count.toLocaleString("en"));
      this.#listener.tooLong(`Message too long: it has ${has} characters; the limit is ${may}.`);
      return;
    }
    this.#input.value = "";
    this.#fit();
    this.#listener.changed();
    this.#listener.sent(text, this.#to);
  }

  #onInput() {
    this.#fit();
    this.#listener.changed();
    this.#tellTyping();
  }

  /** Reports typing, except for private messages. */
  #tellTyping() {
    this.#listener.typing(this.#input.value.trim() !== "" && this.#to === "");
  }

  /** Gives the text box as many rows as its text needs, up to a limit. */
  #fit() {
    const input = this.#input;
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(input);
    input.rows = 1;
    const height = input.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
    input.rows = Math.min(MAX_ROWS, Math.max(1, Math.round(height / parseFloat(lineHeight))));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    // Safari ends a composition before the Enter that confirms it: only the key code 229 identifies it.
    const composing = event.isComposing || event.keyCode === 229;
    if (composing) return;
    if (event.key === "Escape" && this.#to) this.address("");
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#submit();
  }
}
