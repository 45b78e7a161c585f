import { chatAddress } from "./address.js";
import { askAdmission } from "./admission.js";
import { connect } from "./connection.js";
import { TIMERS } from "./timers.js";

/** Silence after which a page that is looked at asks for a sign of life, and one that is not. */
const LOOKED_AT_MS = 5000;
const HIDDEN_MS = 25_000;

/** The socket that pages open; the demo panel puts another in its place. @type {{ Socket: Sockets }} */
export const NETWORK = { Socket: WebSocket };

/** The browser, as a session sees it. @type {Surroundings} */
export const BROWSER = {
  timers: TIMERS,
  random: Math.random,
  connect: (address, dialect, listener) => connect(address, dialect, listener, {
    Socket: NETWORK.Socket,
    timers: TIMERS,
    idle: () => (document.visibilityState === "visible" ? LOOKED_AT_MS : HIDDEN_MS),
  }),
  address: (options, since) => chatAddress(options, since, document.baseURI),
  admission: (options) => askAdmission(fetch, options, document.baseURI),
  async plainDialect(name) {
    const { Plain } = await import("./plain.js");
    return new Plain(name);
  },
};
