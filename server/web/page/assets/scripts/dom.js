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
 * @param {string} text
 * @returns {HTMLElement}
 */
export function textElement(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/**
 * Isolates a name, so that its writing direction cannot reorder the surrounding text.
 * @param {string} name
 * @param {string} className
 * @returns {HTMLElement}
 */
export function nameElement(name, className = "who") {
  return textElement("bdi", className, name);
}

/**
 * @param {string} words
 * @param {() => void} action
 * @param {string} className
 * @returns {HTMLButtonElement}
 */
export function buttonElement(words, action, className) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = words;
  made.addEventListener("click", action);
  return made;
}

/**
 * Counts code points, like the server, instead of UTF-16 units.
 * @param {string} text
 * @returns {number}
 */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
