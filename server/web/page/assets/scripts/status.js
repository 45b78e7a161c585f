import { element, nameElement } from "./dom.js";

/** @type {Record<State, string>} */
const STATES = {
  connecting: "Connecting…",
  connected: "Connected",
  doubtful: "No answer…",
  reconnecting: "Reconnecting…",
  disconnected: "Disconnected",
};

/** The lines that say how the connection is, and as whom and where the user is in. */
export class Status {
  #line = element("status", HTMLElement);
  #identity = element("identity", HTMLElement);
  #again = element("tryButton", HTMLButtonElement);

  /** @param {() => void} again */
  constructor(again) {
    this.#again.addEventListener("click", again);
  }

  /** @param {State} state */
  show(state) {
    this.#line.textContent = STATES[state];
    this.#line.dataset.state = state;
    this.#again.hidden = state !== "reconnecting" && state !== "doubtful";
  }

  /**
   * @param {string} name "" for nobody
   * @param {string} room "" for the default room
   */
  identify(name, room) {
    this.#identity.replaceChildren(...(name ? ["as ", nameElement(name)] : []), ...(name && room ? [" in ", nameElement(room)] : []));
  }
}
