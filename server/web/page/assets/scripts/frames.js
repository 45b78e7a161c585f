/**
 * The server's frames, in the dialect "chat.events".
 * @typedef {{ type: "message", id: string, nickname: string, content: string, timestamp: string }} Message
 * @typedef {{ type: "private", id: string, nickname: string, to: string, content: string, timestamp: string }} Private
 * @typedef {{ type: "system", content: string, timestamp: string }} System
 * @typedef {{ type: "user_joined" | "user_left", nickname: string, timestamp: string, user_count: number }} Movement
 * @typedef {{ type: "history", messages: (Message | Private)[], complete: boolean }} History
 * @typedef {{ nickname: string, connections: number }} User
 * @typedef {{ type: "users", users: User[], user_count: number }} Users
 * @typedef {{ type: "typing", nickname: string, typing: boolean }} Typing
 * @typedef {{ type: "pong", nonce: string }} Pong
 * @typedef {{ type: "error", code: string, content: string, timestamp: string }} Refusal
 * @typedef {Message | Private | System | Movement | History | Users | Typing | Pong | Refusal} Frame
 */

/**
 * This page's messages.
 * @typedef {{ type: "message", content: string, client_id: string, to?: string }} Saying
 * @typedef {{ type: "typing", typing: boolean }} Keystroke
 * @typedef {{ type: "ping", nonce: string }} Ping
 * @typedef {Saying | Keystroke | Ping} Command
 */

/** @typedef {Record<string, "string" | "number" | "boolean" | ((value: unknown) => boolean)>} Shape */

/** @type {Shape} */
const MESSAGE = { id: "string", nickname: "string", content: "string", timestamp: "string" };
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
  ["history", { messages: isListOf(isSaid), complete: "boolean" }],
  ["users", { users: isListOf((user) => fits(user, USER)), user_count: "number" }],
  ["typing", { nickname: "string", typing: "boolean" }],
  ["pong", { nonce: "string" }],
  ["error", { code: "string", content: "string", timestamp: "string" }],
]);

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
