/** Just enough of a document for the modules that draw: elements with children, classes, attributes and events. */

/** The classes of an element. */
class Classes extends Set {
  toggle(name, isThere = !this.has(name)) {
    if (isThere) this.add(name);
    else this.delete(name);
  }
}

export class FakeElement extends EventTarget {
  attributes = new Map();
  children = []; // elements and texts
  classList = new Classes();
  dataset = {};
  disabled = false;
  hidden = false;
  parent = null;
  value = "";

  constructor(tag = "div") {
    super();
    this.localName = tag;
  }

  set className(names) {
    this.classList = new Classes(names.split(" ").filter(Boolean));
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.replaceChildren(text);
  }

  get previousElementSibling() {
    return this.#elements()[this.#elements().indexOf(this) - 1] ?? null;
  }

  append(...added) {
    for (const child of added) this.insertBefore(child, null);
  }

  insertBefore(child, next) {
    if (child instanceof FakeElement) {
      child.remove();
      child.parent = this;
    }
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, child);
  }

  replaceChildren(...others) {
    for (const child of this.children) if (child instanceof FakeElement) child.parent = null;
    this.children = [];
    this.append(...others);
  }

  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = null;
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name, value) {
    this.attributes.set(name, value);
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  focus() {
    document.activeElement = this;
  }

  /** Fires an event, and returns whether nobody has prevented what browsers do then. */
  fire(type) {
    return this.dispatchEvent(new Event(type, { cancelable: true }));
  }

  #elements() {
    return (this.parent?.children ?? []).filter((child) => child instanceof FakeElement);
  }
}

/** Makes a document with an element for each id, and returns these. */
export function documentWith(...ids) {
  const byId = Object.fromEntries(ids.map((id) => [id, new FakeElement()]));
  globalThis.document = {
    title: "Chat",
    activeElement: null,
    icon: Object.assign(new FakeElement("link"), { href: "https://chat/icon.svg" }),
    createElement: (tag) => new FakeElement(tag),
    getElementById: (id) => byId[id] ?? null,
    querySelector: (selector) => (selector === "link[rel=icon]" ? document.icon : null),
  };
  for (const kind of ["HTMLElement", "HTMLFormElement", "HTMLInputElement", "HTMLLabelElement", "HTMLButtonElement"]) globalThis[kind] = FakeElement;
  return byId;
}
