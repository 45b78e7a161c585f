import { make, nameElement } from "./dom.js";

const LONG_LIST = 10;

/** The user list, which opens below its count: one item for each user, which never changes hands. */
export class People {
  #box;
  #count;
  #list;
  #search;
  #picked;
  /** Number of connections by name, in the order in which users joined. @type {Map<string, number>} */ #here = new Map();
  /** @type {Map<string, HTMLElement>} */ #items = new Map();
  #ownName = "";
  #isPending = false;
  #isPointed = false;

  /**
   * @param {{ box: HTMLDetailsElement, count: HTMLElement, list: HTMLElement, search: HTMLInputElement }} elements
   * @param {(name: string) => void} picked called with the chosen name
   */
  constructor({ box, count, list, search }, picked) {
    this.#box = box;
    this.#count = count;
    this.#list = list;
    this.#search = search;
    this.#picked = picked;
    box.addEventListener("toggle", () => this.#onToggle());
    box.addEventListener("pointerenter", () => (this.#isPointed = true));
    box.addEventListener("pointerleave", () => this.#release());
    box.addEventListener("focusout", () => this.#drawSoon());
    search.addEventListener("input", () => this.#filter());
    list.addEventListener("click", ({ target }) => this.#onClick(target));
    addEventListener("pointerdown", ({ target }) => target instanceof Node && !box.contains(target) && this.close());
    addEventListener("keydown", ({ key }) => key === "Escape" && this.#onEscape());
  }

  /** @param {User[]} users */
  set(users) {
    this.#box.hidden = false;
    this.#here = new Map(users.map(({ nickname, connections }) => [nickname, connections]));
    this.#drawSoon();
  }

  /** Shows nobody, and no list, until a server tells who is here. */
  clear() {
    this.#here.clear();
    this.close();
    this.#drawSoon();
    this.#box.hidden = true;
  }

  /** @param {string} name */
  setOwnName(name) {
    this.#ownName = name;
    for (const item of this.#items.values()) item.remove();
    this.#items.clear();
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

  #onToggle() {
    this.#isPointed = this.#box.open && this.#box.matches(":hover");
    this.#search.value = "";
    this.#draw();
  }

  #release() {
    this.#isPointed = false;
    this.#drawSoon();
  }

  #onEscape() {
    if (this.#box.open && this.#box.contains(document.activeElement)) this.#box.querySelector("summary")?.focus();
    this.close();
  }

  /** @param {EventTarget | null} target */
  #onClick(target) {
    const item = target instanceof Element ? target.closest("li") : null;
    const name = item?.dataset.name ?? "";
    if (name && name !== this.#ownName && this.#here.has(name)) this.#picked(name);
  }

  /** Draws once per frame, however many users join and leave in it. */
  #drawSoon() {
    if (this.#isPending) return;
    this.#isPending = true;
    requestAnimationFrame(() => {
      this.#isPending = false;
      this.#draw();
    });
  }

  /** Items of users who have left stay, out of use, while somebody points at the list: no other item may take their place. */
  #draw() {
    this.#count.textContent = String(this.#here.size);
    if (!this.#box.open) return;
    const isInUse = this.#isPointed || this.#list.contains(document.activeElement);
    for (const [name, item] of this.#items) {
      if (this.#here.has(name)) continue;
      item.classList.add("gone");
      if (!isInUse) this.#remove(name, item);
    }
    for (const [name, connections] of this.#here) this.#show(name, connections);
    this.#search.hidden = this.#here.size < LONG_LIST;
    this.#filter();
  }

  /**
   * @param {string} name
   * @param {HTMLElement} item
   */
  #remove(name, item) {
    this.#items.delete(name);
    item.remove();
  }

  /**
   * @param {string} name
   * @param {number} connections
   */
  #show(name, connections) {
    const item = this.#items.get(name) ?? this.#newItem(name);
    item.classList.remove("gone");
    if (item.dataset.connections === String(connections)) return;
    item.dataset.connections = String(connections);
    const remark = item.querySelector(".connections");
    if (remark) remark.textContent = connections > 1 ? `${connections} connections` : "";
  }

  /** @param {string} name */
  #newItem(name) {
    const isOwn = name === this.#ownName;
    const entry = make(isOwn ? "span" : "button", isOwn ? "you" : "", nameElement(name));
    entry.append(make("span", "remark", isOwn ? "you" : ""), make("span", "remark connections"));
    if (entry instanceof HTMLButtonElement) Object.assign(entry, { type: "button", title: "Send a private message" });
    const item = make("li", "person", entry);
    item.dataset.name = name;
    this.#items.set(name, item);
    this.#list.append(item);
    return item;
  }

  #filter() {
    const wanted = this.#search.hidden ? "" : this.#search.value.trim().toLocaleLowerCase();
    for (const [name, item] of this.#items) item.hidden = !name.toLocaleLowerCase().includes(wanted);
  }
}
