/** Excludes characters that could disguise an address: direction controls, control characters, quotes. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{Bidi_Control}\p{Cc}]+/giu;
/** Characters that end a sentence rather than an address. */
const TRAILING = new Set(".,;:!?…»“”’*_~]");

/**
 * Returns the text with web addresses as links.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function withLinks(text) {
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(found);
    if (!URL.canParse(address)) continue;
    parts.push(text.slice(end, index), linkTo(address));
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

/**
 * @param {string} found
 * @returns {string} the address without trailing punctuation and unmatched closing brackets
 */
function withoutTrailing(found) {
  let surplus = found.split(")").length - found.split("(").length;
  let end = found.length;
  while (TRAILING.has(found[end - 1]) || (found[end - 1] === ")" && surplus > 0)) {
    end -= 1;
    if (found[end] === ")") surplus -= 1;
  }
  return found.slice(0, end);
}

/**
 * @param {string} address
 * @returns {HTMLElement}
 */
function linkTo(address) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.dir = "ltr";
  link.textContent = address;
  return link;
}
