/**
 * @typedef {"message" | "notification" | "error"} FrameType
 * @typedef {{ sender: string, content: string, type: FrameType }} Frame
 * @typedef {{ opened: () => void, received: (frame: Frame) => void, ended: (reason: string) => void }} Listener
 * @typedef {{ send: (text: string) => boolean, leave: () => void }} Connection
 */

const PATIENCE_MS = 15_000;

const LEFT = "You left the chat.";
const LOST = "The connection was lost.";
const REFUSED = "That name was refused, or the server cannot be reached.";

/** @type {Map<number, string>} */
const REASONS = new Map([
  [1000, "The server ended the chat."],
  [1001, "The server is going away. Join again in a moment."],
  [1007, "The server could not read what this page sent."],
  [1008, "The server closed the connection because its rules were not followed."],
  [1009, "The message was too big, so the server closed the connection."],
  [1011, "Something went wrong on the server. Join again in a moment."],
  [1013, "Messages came faster than this connection could take them. Join again in a moment."],
  [4001, "Your sign-in has expired. Sign in and join again."],
]);

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
 * @param {string} name
 * @param {Location} page
 * @returns {string}
 */
export function chatAddress(name, page) {
  const room = roomOf(page);
  const query = new URLSearchParams(room ? { user: name, room } : { user: name });
  const scheme = page.protocol === "https:" ? "wss:" : "ws:";
  // "%20" means a space to every server, "+" only to those that read the query as a form.
  return `${scheme}//${page.host}/chat?${query.toString().replaceAll("+", "%20")}`;
}

/**
 * @param {unknown} data
 * @returns {Frame | null} null when the data is not a frame of this chat
 */
export function parseFrame(data) {
  if (typeof data !== "string") return null;
  try {
    const { sender, content, type } = JSON.parse(data);
    const known = type === "message" || type === "notification" || type === "error";
    return known && typeof sender === "string" && typeof content === "string" ? { sender, content, type } : null;
  } catch {
    return null;
  }
}

/**
 * Opens the chat for one user. The listener hears `ended` exactly once, and nothing after it.
 * @param {string} name
 * @param {Listener} listener
 * @returns {Connection}
 */
export function connect(name, listener) {
  const socket = new WebSocket(chatAddress(name, location));
  const listening = new AbortController();
  const { signal } = listening;
  let opened = false;

  /** @param {string} reason */
  function end(reason) {
    if (signal.aborted) return;
    clearTimeout(patience);
    listening.abort();
    listener.ended(reason);
  }

  const patience = setTimeout(() => {
    end(REFUSED);
    socket.close();
  }, PATIENCE_MS);

  socket.addEventListener("open", () => {
    opened = true;
    clearTimeout(patience);
    listener.opened();
  }, { signal });

  socket.addEventListener("message", ({ data }) => {
    const frame = parseFrame(data);
    if (frame) listener.received(frame);
    else console.warn("Ignored a malformed frame from the server.");
  }, { signal });

  socket.addEventListener("close", ({ code }) => {
    end(opened ? REASONS.get(code) ?? LOST : REFUSED);
  }, { signal });

  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    leave() {
      // Not waiting for the close event: on a dead network it may take minutes.
      end(LEFT);
      socket.close(1000);
    },
  };
}
