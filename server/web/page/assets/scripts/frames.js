/** @typedef {Record<string, "string" | "number" | "boolean" | ((value: unknown) => boolean)>} Shape */

/** @type {(value: unknown) => boolean} */
const perhapsText = (value) => value === undefined || typeof value === "string";
/** @type {Shape} */
const MESSAGE = { id: "string", nickname: "string", content: "string", timestamp: "string", client_id: perhapsText };
/** @type {Shape} */
const MOVEMENT = { nickname: "string", timestamp: "string", user_count: "number" };
/** @type {Shape} */
const USER = { nickname: "string", connections: "number" };

/** @type {Map<unknown, Shape>} */
const SHAPES = new Map([
  ["message", MESSAGE],
  ["private", { ...MESSAGE, to: "string" }],
  ["system", { content: "string", timestamp: "string" }],
  ["user_joined", MOVEMENT],
  ["user_left", MOVEMENT],
  ["history", { messages: isListOf(isSaid), complete: "boolean", last_id: perhapsText }],
  ["users", { users: isListOf((user) => fits(user, USER)), user_count: "number" }],
  ["typing", { nickname: "string", typing: "boolean" }],
  ["pong", { nonce: "string" }],
  ["error", { code: "string", content: "string", timestamp: "string" }],
]);

/** The dialect "chat.events": a JSON object a frame. @type {Dialect} */
export const EVENTS = {
  protocol: "chat.events",
  opened() {},
  parse(data) {
    const frame = parseFrame(data);
    return frame ? [frame] : [];
  },
  format: (command) => JSON.stringify(command),
};

/**
 * @param {unknown} value
 * @param {Shape} shape
 * @returns {boolean}
 */
function fits(value, shape) {
  if (typeof value !== "object" || value === null) return false;
  const fields = /** @type {Record<string, unknown>} */ (value);
  return Object.entries(shape).every(([key, kind]) =>
    typeof kind === "function" ? kind(fields[key]) : typeof fields[key] === kind);
}

/**
 * @param {(value: unknown) => boolean} isOne
 * @returns {(value: unknown) => boolean}
 */
function isListOf(isOne) {
  return (value) => Array.isArray(value) && value.every(isOne);
}

/**
 * @param {any} value
 * @returns {boolean}
 */
function isSaid(value) {
  return (value?.type === "message" || value?.type === "private") && isFrame(value);
}

/**
 * @param {any} value
 * @returns {value is Frame}
 */
function isFrame(value) {
  const shape = SHAPES.get(value?.type);
  return shape !== undefined && fits(value, shape);
}

/**
 * @param {unknown} data
 * @returns {Frame | null} null when the data is not a frame of this chat
 */
export function parseFrame(data) {
  if (typeof data !== "string") return null;
  try {
    const frame = JSON.parse(data);
    return isFrame(frame) ? frame : null;
  } catch {
    return null;
  }
}

/**
 * Compares ids: decimal numbers, which may be too long for a JavaScript number.
 * @param {string} id
 * @param {string} other "" is before all ids
 * @returns {boolean}
 */
export function isAfter(id, other) {
  return id.length === other.length ? id > other : id.length > other.length;
}
