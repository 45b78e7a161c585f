/**
 * The name, room and token of a connection. `token` is "" for none; it is kept in memory only.
 * @typedef {{ name: string, room: string, token: string }} ConnectOptions
 */

/**
 * Return the name as the server normalises it, "" if it is blank.
 * @param {string} typed
 * @returns {string}
 */
export function normaliseName(typed) {
  return typed.normalize("NFC").trim();
}

/**
 * Return the room that the page was opened for, "" for the default room.
 * @param {Location} page
 * @returns {string}
 */
export function roomOf(page) {
  return new URLSearchParams(page.search).get("room") ?? "";
}

/**
 * Return the token that the page was opened with, "" for none, and remove it from the address bar,
 * so that it is neither bookmarked nor visible to bystanders.
 * @param {Location} page
 * @returns {string}
 */
export function takeToken(page) {
  const query = new URLSearchParams(page.search);
  const fragment = new URLSearchParams(page.hash.slice(1));
  const token = fragment.get("token") ?? query.get("token") ?? "";
  if (!fragment.has("token") && !query.has("token")) return "";
  query.delete("token");
  fragment.delete("token");
  const search = query.size ? `?${query}` : "";
  const hash = fragment.size ? `#${fragment}` : "";
  history.replaceState(null, "", page.pathname + search + hash);
  return token;
}

/**
 * Return the user name in a token, "" if it has none. Only the server can verify it.
 * @param {string} token a JSON Web Token
 * @returns {string}
 */
export function nameIn(token) {
  try {
    const claims = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(claims), (character) => character.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof sub === "string" ? sub : "";
  } catch {
    return "";
  }
}

/**
 * @param {ConnectOptions} entrance
 * @param {string} since the id of the last message already received, "" for none
 * @param {Location} page
 * @returns {string}
 */
export function chatAddress({ name, room, token }, since, page) {
  const wishes = Object.entries({ user: name, room, token, since });
  const query = new URLSearchParams(wishes.filter(([key, value]) => key === "user" || value));
  const scheme = page.protocol === "https:" ? "wss:" : "ws:";
  // "%20" means a space to every server, "+" only to those that read the query as a form.
  return `${scheme}//${page.host}/chat?${query.toString().replaceAll("+", "%20")}`;
}
