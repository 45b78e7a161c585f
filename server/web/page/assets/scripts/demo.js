/** The demo panel: a switch that cuts the line, and the frames that pass. Loaded only when somebody asks for it. */

import { buttonElement, make } from "./dom.js";

const MOST_FRAMES = 200;
const LONGEST = 500;

/** Cuts the line on demand, and shows what passes on it. */
export class Demo {
  #frames = make("ol", "frames");
  #trip = make("output", "", "–");
  /** When each ping was sent, by its nonce. @type {Map<string, number>} */ #pings = new Map();

  /**
   * @param {{ Socket: Sockets }} network whose sockets are watched
   * @param {(isCut: boolean) => void} cut
   */
  constructor(network, cut) {
    this.#frames.setAttribute("aria-label", "Frames");
    this.#frames.tabIndex = 0;
    const line = /** @type {HTMLInputElement} */ (make("input", ""));
    Object.assign(line, { type: "checkbox", checked: true, id: "lineSwitch" });
    line.setAttribute("role", "switch");
    line.addEventListener("change", () => {
      this.#show("note", line.checked ? "The line is plugged in." : "The line is unplugged.");
      cut(!line.checked);
    });
    const clear = buttonElement("Clear", () => this.#frames.replaceChildren(), "quiet");
    const panel = make("aside", "demo", make("h2", "", "Demo"), make("label", "", line, " Connection"),
      make("p", "", "Round trip: ", this.#trip), clear, this.#frames);
    panel.setAttribute("aria-label", "Demo");
    const style = /** @type {HTMLLinkElement} */ (make("link", ""));
    Object.assign(style, { rel: "stylesheet", href: new URL("../styles/demo.css", import.meta.url).href });
    document.head.append(style);
    document.body.append(panel);
    network.Socket = this.#watchedSocket();
  }

  #watchedSocket() {
    const demo = this;
    return class extends WebSocket {
      /**
       * @param {string} address
       * @param {string} [protocol]
       */
      constructor(address, protocol) {
        super(address, protocol ?? []);
        demo.#show("note", `Connecting to ${new URL(address).pathname}`);
        this.addEventListener("open", () => demo.#show("note", `Open, in ${this.protocol || "no subprotocol"}`));
        this.addEventListener("message", ({ data }) => demo.#received(String(data)));
        this.addEventListener("close", ({ code, reason }) => demo.#show("note", `Closed with ${code} ${reason}`));
      }

      /** @param {string} text */
      send(text) {
        demo.#sent(text);
        super.send(text);
      }
    };
  }

  /** @param {string} text */
  #sent(text) {
    const nonce = nonceIn(text, "ping");
    if (nonce !== null) this.#pings.set(nonce, performance.now());
    this.#show("out", text);
  }

  /** @param {string} text */
  #received(text) {
    const nonce = nonceIn(text, "pong");
    const at = nonce === null ? undefined : this.#pings.get(nonce);
    if (at !== undefined) this.#trip.textContent = `${(performance.now() - at).toFixed(1)} ms`;
    if (nonce !== null) this.#pings.delete(nonce);
    this.#show("in", text);
  }

  /**
   * @param {"in" | "out" | "note"} way
   * @param {string} text
   */
  #show(way, text) {
    const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
    const arrow = { in: "in", out: "out", note: "" }[way];
    const entry = make("li", way, make("b", "", arrow), " ", make("code", "", shown));
    entry.dataset.way = way;
    const isAtEnd = this.#frames.scrollHeight - this.#frames.scrollTop - this.#frames.clientHeight < 20;
    this.#frames.append(entry);
    if (this.#frames.childElementCount > MOST_FRAMES) this.#frames.firstElementChild?.remove();
    if (isAtEnd) this.#frames.scrollTop = this.#frames.scrollHeight;
  }
}

/**
 * @param {string} text
 * @param {"ping" | "pong"} type
 * @returns {string | null}
 */
function nonceIn(text, type) {
  if (!text.includes(`"${type}"`)) return null;
  try {
    const frame = JSON.parse(text);
    return frame.type === type && typeof frame.nonce === "string" ? frame.nonce : null;
  } catch {
    return null;
  }
}
