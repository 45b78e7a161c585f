/**
 * Who wants to be where. `token` is the sign-in, "" for none; nothing but this page's memory keeps it.
 * @typedef {{ name: string, room: string, token: string }} Entrance
 */

/**
 * The name as the server will know it, "" when it was left blank.
 * @param {string} typed
 * @returns {string}
 */
export function normaliseName(typed) {
  return typed.normalize("NFC").trim();
}

/**
 * The room this page was opened for, "" for the usual one.
 * @param {Location} page
 * @returns {string}
 */
export function roomOf(page) {
  return new URLSearchParams(page.search).get("room") ?? "";
}

/**
 * The sign-in that this page was opened with, "" for none. It goes from the address bar at once, so that
 * it is neither bookmarked nor shown to whoever looks over a shoulder.
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
 * Whose sign-in a token is, "" when it does not say so. The server alone knows whether it is true.
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
 * @param {Entrance} entrance
 * @param {string} since the last message that is known already, "" for none
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
