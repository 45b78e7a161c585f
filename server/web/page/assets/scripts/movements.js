import { make, nameElement } from "./dom.js";

const MOST_IN_LINE = 500;
const MOST_NAMED = 3;
/** So many stand in lines of their own. */
const FEW = 3;
/** What became of a user, by the first and the last of what they did in one line. */
const WORDS = {
  "user_joined user_joined": "joined the chat",
  "user_left user_left": "left the chat",
  "user_joined user_left": "joined and left",
  "user_left user_joined": "left and came back",
};

/**
 * Says in a sentence who came and who went.
 * @param {Pick<Movement, "type" | "nickname">[]} movements
 * @returns {{ words: keyof typeof WORDS, names: string[] }[]}
 */
export function summary(movements) {
  /** @type {Map<string, Movement["type"][]>} */
  const byName = new Map();
  for (const { type, nickname } of movements) byName.set(nickname, [...(byName.get(nickname)?.slice(0, 1) ?? [type]), type]);
  /** @type {Map<string, string[]>} */
  const groups = new Map(Object.keys(WORDS).map((key) => [key, []]));
  for (const [name, types] of byName) groups.get(`${types[0]} ${types.at(-1)}`)?.push(name);
  return [...groups].filter(([, names]) => names.length)
    .map(([words, names]) => ({ words: /** @type {keyof typeof WORDS} */ (words), names }));
}

/** @param {ReturnType<typeof summary>} groups */
function sentence(groups) {
  const parts = groups.map(({ words, names }) => {
    const named = names.length > MOST_NAMED + 1 ? names.slice(0, MOST_NAMED) : names;
    const rest = names.length - named.length;
    const all = [...named.map((name) => nameElement(name)), ...(rest ? [`${rest} others`] : [])];
    return all.flatMap((each, at) => [at === 0 ? "" : at === all.length - 1 ? " and " : ", ", each]).concat(` ${WORDS[words]}`);
  });
  return parts.flatMap((part, at) => (at ? ["; ", ...part] : part));
}

/** @param {Movement} movement */
function movementElement({ type, nickname, timestamp }) {
  const entry = make("li", "", nameElement(nickname), ` ${WORDS[`${type} ${type}`]}`);
  Object.assign(entry.dataset, { kind: type === "user_joined" ? "joined" : "left", from: nickname, at: timestamp });
  return entry;
}

/** The users who come and go between two messages: a few in lines of their own, many in one line that opens. */
export class Movements {
  /** @type {Movement[]} */ #movements = [];
  #list = make("ul", "");
  #sentence = make("summary", "");
  #details = /** @type {HTMLDetailsElement} */ (make("details", "notification", this.#sentence, this.#list));

  constructor() {
    this.#details.dataset.kind = "movements";
    this.#details.open = true;
    this.#sentence.hidden = true;
  }

  get element() {
    return this.#details;
  }

  /**
   * @param {Movement} movement
   * @returns {boolean} whether there was room for it
   */
  add(movement) {
    if (this.#movements.length >= MOST_IN_LINE) return false;
    this.#movements.push(movement);
    this.#list.append(movementElement(movement));
    const isMany = this.#movements.length > FEW;
    if (isMany) this.#sentence.replaceChildren(...sentence(summary(this.#movements)));
    if (isMany && this.#sentence.hidden) this.#details.open = this.#sentence.hidden = false;
    return true;
  }
}
