/**
 * Returns the name as the server normalises it, "" if it is blank.
 * @param {string} typed
 */
export function normaliseName(typed) {
  return typed.normalize("NFC").trim();
}

/**
 * Returns what the page's own address asks for.
 * @param {{ search: string }} page
 */
export function opening({ search }) {
  const query = new URLSearchParams(search);
  return {
    room: query.get("room") ?? "",
    user: query.get("user") ?? "",
    joins: query.has("join"),
    demo: query.has("demo"),
  };
}

/**
 * Returns the address of the page without some parameters of its query.
 * @param {{ pathname: string, search: string, hash: string }} page
 * @param {string[]} names
 */
export function without({ pathname, search, hash }, ...names) {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.slice(1));
  for (const name of names) {
    query.delete(name);
    fragment.delete(name);
  }
  return pathname + (query.size ? `?${query}` : "") + (fragment.size ? `#${fragment}` : "");
}

/**
 * Returns the token that the page was opened with, "" for none.
 * @param {{ search: string, hash: string }} page
 */
export function tokenOf({ search, hash }) {
  return new URLSearchParams(hash.slice(1)).get("token") ?? new URLSearchParams(search).get("token") ?? "";
}

/**
 * Returns the user name in a token, "" if it has none. Only the server can verify it.
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
 * Returns the address of an endpoint beside the page, wherever a proxy has put both.
 * @param {string} endpoint
 * @param {ConnectOptions} options
 * @param {string} since the id of the last message that is known, "" for none
 * @param {string} base the page's address
 */
export function endpointAddress(endpoint, { name, room, token, session }, since, base) {
  const query = new URLSearchParams({ user: name });
  for (const [key, value] of Object.entries({ room, token, session, since })) if (value) query.set(key, value);
  const url = new URL(endpoint, base);
  // "%20" means a space to every server, "+" only to those that read the query as a form.
  url.search = query.toString().replaceAll("+", "%20");
  return url;
}

/**
 * @param {ConnectOptions} options
 * @param {string} since
 * @param {string} base
 */
export function chatAddress(options, since, base) {
  const url = endpointAddress("chat", options, since, base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
