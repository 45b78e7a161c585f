import { buttonElement, nameElement, textElement } from "./dom.js";

/** @typedef {import("./frames.js").User} User */

/** The user list, which opens below its count. */
export class People {
  /** @type {HTMLDetailsElement} */ #box;
  /** @type {HTMLElement} */ #count;
  /** @type {HTMLElement} */ #list;
  /** @type {(name: string) => void} */ #pick;
  /** Number of connections by name, in the order in which users joined. @type {Map<string, number>} */ #here = new Map();
  #ownName = "";
  #drawPending = false;

  /**
   * @param {HTMLDetailsElement} box
   * @param {HTMLElement} count
   * @param {HTMLElement} list
   * @param {(name: string) => void} pick called with the chosen name
   */
  constructor(box, count, list, pick) {
    this.#box = box;
    this.#count = count;
    this.#list = list;
    this.#pick = pick;
    box.addEventListener("toggle", () => this.#draw());
    addEventListener("click", ({ target }) => target instanceof Node && !box.contains(target) && this.close());
    addEventListener("keydown", ({ key }) => key === "Escape" && this.#onEscape());
  }

  /** @param {User[]} users */
  set(users) {
    this.#here = new Map(users.map(({ nickname, connections }) => [nickname, connections]));
    this.#drawSoon();
  }

  /** @param {string} name */
  setOwnName(name) {
    this.#ownName = name;
    this.#drawSoon();
  }

  /** @param {string} name */
  joined(name) {
    this.#here.set(name, (this.#here.get(name) ?? 0) + 1);
    this.#drawSoon();
  }

  /** @param {string} name */
  left(name) {
    const connections = (this.#here.get(name) ?? 0) - 1;
    if (connections > 0) this.#here.set(name, connections);
    else this.#here.delete(name);
    this.#drawSoon();
  }

  close() {
    this.#box.open = false;
  }

  #onEscape() {
    if (this.#box.open && this.#box.contains(document.activeElement)) this.#box.querySelector("summary")?.focus();
    this.close();
  }

  /** Draws once per frame, however many users join and leave in it. */
  #drawSoon() {
    if (this.#drawPending) return;
    this.#drawPending = true;
    requestAnimationFrame(() => {
      this.#drawPending = false;
      this.#draw();
    });
  }

  #draw() {
    this.#count.textContent = String(this.#here.size);
    if (!this.#box.open) return;
    const focused = [...this.#list.children].findIndex((item) => item.contains(document.activeElement));
    this.#list.replaceChildren(...Array.from(this.#here, ([name, connections]) => this.#item(name, connections)));
    if (focused >= 0) this.#list.children[focused]?.querySelector("button")?.focus();
  }

  /**
   * @param {string} name
   * @param {number} connections
   * @returns {HTMLElement}
   */
  #item(name, connections) {
    const item = textElement("li", "person", "");
    const isOwn = name === this.#ownName;
    const entry = isOwn ? textElement("span", "you", "") : buttonElement("", () => this.#pick(name), "");
    entry.append(nameElement(name));
    if (isOwn) entry.append(textElement("span", "remark", "you"));
    else entry.title = "Send a private message";
    if (connections > 1) entry.append(textElement("span", "remark", `${connections} connections`));
    item.append(entry);
    return item;
  }
}
