/** Finds what a text shows in a special way. Every part keeps its text to the character. */

const MOST_LINKS = 50;
const MOST_PARTS = 300;
/** Addresses exclude characters that could disguise them: direction controls, control characters, quotes. */
const ADDRESS = String.raw`\b(?:https?:\/\/|www\.)[^\s<>"'${"`"}\p{Bidi_Control}\p{Cc}]+`;
const CODE = "`[^`\\n]+`";
const EMPHASIS = String.raw`(?<![\p{L}\p{N}*])\*(?=[^\s*])[^*\n]*[^\s*]\*(?![\p{L}\p{N}*])`;
const EMOJI = ":[a-z][a-z_]*:";
/** Characters that end a sentence rather than an address. */
const TRAILING = new Set(".,;:!?…»“”’*_~]");
const IMAGE = /^https:\/\/[^?#]+\.(?:avif|gif|jpe?g|png|webp)$/i;

const EMOJIS = new Map(
  ("smile 😄 grin 😁 joy 😂 wink 😉 heart ❤️ thumbsup 👍 thumbsdown 👎 clap 👏 wave 👋 pray 🙏 tada 🎉 fire 🔥 rocket 🚀 eyes 👀 " +
    "thinking 🤔 cry 😢 sob 😭 angry 😠 sunglasses 😎 star ⭐ check ✅ x ❌ warning ⚠️ coffee ☕ cake 🍰 bug 🐛 sparkles ✨")
    .match(/\S+ \S+/g)?.map((pair) => /** @type {[string, string]} */ (pair.split(" "))),
);

/**
 * @typedef {{ kind: "link", text: string, href: string, isImage: boolean }
 *   | { kind: "code" | "emphasis" | "mention", text: string }
 *   | { kind: "emoji", text: string, emoji: string }} Special
 */

/**
 * Returns the parts of a text in order; together they are the text.
 * @param {string} text
 * @param {string} ownName "" for none
 * @returns {(string | Special)[]}
 */
export function partsOf(text, ownName) {
  /** @type {(string | Special)[]} */
  const parts = [];
  let links = 0;
  let end = 0;
  for (const { 0: found, index } of text.matchAll(patternFor(ownName))) {
    const special = specialOf(found, ownName);
    if (!special) continue;
    if (special.kind === "link" && ++links > MOST_LINKS) break;
    if (index > end) parts.push(text.slice(end, index));
    parts.push(special);
    end = index + special.text.length;
    if (parts.length > MOST_PARTS) break;
  }
  return end < text.length ? [...parts, text.slice(end)] : parts;
}

/** The pattern of the last name: making one takes longer than using it. */
let lastPattern = { ownName: "\0", pattern: /(?!)/g };

/** @param {string} ownName */
function patternFor(ownName) {
  if (lastPattern.ownName !== ownName) lastPattern = { ownName, pattern: newPattern(ownName) };
  return lastPattern.pattern;
}

/** @param {string} ownName */
function newPattern(ownName) {
  const kinds = [ADDRESS, CODE, EMPHASIS, EMOJI];
  if (ownName) kinds.push(String.raw`(?<![\p{L}\p{N}])${ownName.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}(?![\p{L}\p{N}])`);
  return new RegExp(kinds.join("|"), "giu");
}

/**
 * @param {string} found
 * @param {string} ownName
 * @returns {Special | null}
 */
function specialOf(found, ownName) {
  if (/^(?:https?:|www\.)/i.test(found)) return linkOf(withoutTrailing(found));
  if (found.startsWith("`")) return { kind: "code", text: found };
  if (found.startsWith("*") && found !== ownName) return { kind: "emphasis", text: found };
  const emoji = EMOJIS.get(found.slice(1, -1));
  if (found.startsWith(":") && found !== ownName) return emoji ? { kind: "emoji", text: found, emoji } : null;
  return { kind: "mention", text: found };
}

/**
 * @param {string} text
 * @returns {Special | null}
 */
function linkOf(text) {
  const href = /^www\./i.test(text) ? `https://${text}` : text;
  return URL.canParse(href) ? { kind: "link", text, href, isImage: IMAGE.test(href) } : null;
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
