/** The dialect "chat.plain", for servers that know no other: texts out, three keys in. Loaded only beside such a server. */

const JOINED = " joined the chat";
const LEFT = " left the chat";

/** @implements {Dialect} */
export class Plain {
  #name;
  /** Own messages that have not come back yet. @type {{ content: string, client_id: string }[]} */ #sent = [];
  /** Pings that wait for what was sent before them. @type {string[]} */ #pings = [];

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /** @param {(frame: Frame) => void} answer */
  opened(answer) {
    this.#sent = [];
    this.#pings = [];
    answer({ type: "history", messages: [], complete: true });
    answer({ type: "user_joined", nickname: this.#name, timestamp: "", user_count: 1 });
  }

  /**
   * @param {Command} command
   * @param {(frame: Frame) => void} answer
   * @returns {string | null}
   */
  format(command, answer) {
    if (command.type === "message" && !command.to) {
      this.#sent.push(command);
      return command.content;
    }
    if (command.type === "message") {
      answer({ type: "error", code: "no-such-user", content: "This server has no private messages.", timestamp: "" });
    } else if (command.type === "ping") {
      if (this.#sent.length) this.#pings.push(command.nonce);
      else answer({ type: "pong", nonce: command.nonce });
    }
    return null;
  }

  /**
   * @param {unknown} data
   * @returns {Frame[]}
   */
  parse(data) {
    const { sender, content, type } = read(data);
    const timestamp = new Date().toISOString();
    if (type === "message") return this.#said(sender, content, timestamp);
    if (type === "error") return [{ type: "error", code: "", content, timestamp }, ...this.#settled()];
    if (type !== "notification") return [];
    const notice = { nickname: sender, timestamp, user_count: 0 };
    if (content === sender + JOINED) return [{ type: "user_joined", ...notice }];
    if (content === sender + LEFT) return [{ type: "user_left", ...notice }];
    return [{ type: "system", content, timestamp }];
  }

  /**
   * @param {string} nickname
   * @param {string} content
   * @param {string} timestamp
   * @returns {Frame[]}
   */
  #said(nickname, content, timestamp) {
    const [first] = this.#sent;
    /** @type {Message} */
    const message = { type: "message", id: "", nickname, content, timestamp };
    if (nickname !== this.#name || first?.content !== content) return [message];
    return [{ ...message, client_id: first.client_id }, ...this.#settled()];
  }

  /** @returns {Frame[]} the answers to the pings behind the first message, which has its answer now */
  #settled() {
    this.#sent.shift();
    if (this.#sent.length) return [];
    return this.#pings.splice(0).map((nonce) => ({ type: "pong", nonce }));
  }
}

/**
 * @param {unknown} data
 * @returns {{ sender: string, content: string, type: string }} empty texts if it is no frame of a chat
 */
function read(data) {
  try {
    const { sender, content, type } = JSON.parse(String(data));
    if ([sender, content, type].every((field) => typeof field === "string")) return { sender, content, type };
  } catch {
    // A server may send anything.
  }
  return { sender: "", content: "", type: "" };
}
