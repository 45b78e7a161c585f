/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}`);
  return found;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node)} children
 * @returns {HTMLElement}
 */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/**
 * Isolates a name, so that its writing direction cannot reorder the surrounding text.
 * @param {string} name
 */
export function nameElement(name, className = "who") {
  return make("bdi", className, name);
}

/**
 * @param {string} words
 * @param {() => void} action
 * @param {string} className
 */
export function buttonElement(words, action, className) {
  const made = /** @type {HTMLButtonElement} */ (make("button", className, words));
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

/**
 * Counts code points, like the server, instead of UTF-16 units.
 * @param {string} text
 */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
