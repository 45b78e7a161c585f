import { connect, normaliseName, roomOf } from "./connection.js";
import { MessageList } from "./messages.js";

/** @typedef {import("./connection.js").Connection} Connection */

const MAX_NAME = 64;
const MAX_TEXT = 65_536;
const MAX_ROWS = 6;

const STATUS = { connecting: "Connecting…", connected: "Connected", disconnected: "Disconnected" };

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}`);
  return found;
}

const welcomeScreen = element("welcomeScreen", HTMLElement);
const joinForm = element("joinForm", HTMLFormElement);
const nameInput = element("nameInput", HTMLInputElement);
const joinButton = element("joinButton", HTMLButtonElement);
const reason = element("reason", HTMLElement);
const chatScreen = element("chatScreen", HTMLElement);
const messageForm = element("messageForm", HTMLFormElement);
const messageInput = element("messageInput", HTMLTextAreaElement);
const sendButton = element("sendButton", HTMLButtonElement);
const leaveButton = element("leaveButton", HTMLButtonElement);
const statusLine = element("status", HTMLElement);
const identity = element("identity", HTMLElement);
const messages = new MessageList(element("messages", HTMLElement), element("newestButton", HTMLButtonElement));

/** @type {Connection | null} */
let connection = null;

/**
 * Counts as the server does: code points, not UTF-16 units.
 * @param {string} text
 * @returns {number}
 */
function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** @param {keyof typeof STATUS} state */
function showStatus(state) {
  statusLine.textContent = STATUS[state];
  statusLine.dataset.state = state;
}

/** @param {string} words "" shows none */
function showReason(words) {
  reason.textContent = words;
  reason.hidden = words === "";
}

/** @param {boolean} joining */
function showJoining(joining) {
  joinButton.textContent = joining ? "Joining…" : "Join the chat";
  joinForm.ariaBusy = String(joining);
  nameInput.readOnly = joining;
}

/** @param {string} name */
function showIdentity(name) {
  const who = document.createElement("bdi");
  who.textContent = name;
  identity.replaceChildren("as ", who);
  const room = roomOf(location).trim();
  if (!room) return;
  const where = document.createElement("bdi");
  where.textContent = room;
  identity.append(" in ", where);
}

/** @param {boolean} inChat */
function showScreen(inChat) {
  document.body.classList.toggle("in-chat", inChat);
  welcomeScreen.hidden = inChat;
  chatScreen.hidden = !inChat;
  leaveButton.hidden = !inChat;
}

/** @param {string} name */
function enterChat(name) {
  showStatus("connected");
  showJoining(false);
  showIdentity(name);
  showScreen(true);
  messages.clear();
  fitInput();
  messageInput.focus();
}

/** @param {string} words */
function returnToWelcome(words) {
  connection = null;
  showStatus("disconnected");
  showJoining(false);
  identity.replaceChildren();
  showScreen(false);
  showReason(words);
  nameInput.focus();
}

function join() {
  if (connection) return;
  const typed = normaliseName(nameInput.value);
  if (lengthOf(typed) > MAX_NAME) {
    showReason(`That name was refused: it can have at most ${MAX_NAME} characters.`);
    nameInput.focus();
    return;
  }
  const name = typed || "Anonymous";
  showReason("");
  showStatus("connecting");
  showJoining(true);
  connection = connect(typed, {
    opened: () => enterChat(name),
    received: (frame) => messages.addFrame(frame, frame.sender === name),
    ended: returnToWelcome,
  });
}

function leave() {
  messageInput.value = "";
  connection?.leave();
}

function send() {
  const text = messageInput.value;
  messageInput.focus();
  if (text.trim() === "") return;
  const length = lengthOf(text);
  if (length > MAX_TEXT) {
    messages.addError(`Message too long: ${length.toLocaleString("en")} characters, where at most ${MAX_TEXT.toLocaleString("en")} can be sent.`);
  } else if (connection?.send(text)) {
    messageInput.value = "";
    fitInput();
    messages.scrollToEnd();
  }
}

/** Gives the text box as many rows as its text needs, within reason. */
function fitInput() {
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(messageInput);
  messageInput.rows = 1;
  const height = messageInput.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  messageInput.rows = Math.min(MAX_ROWS, Math.max(1, Math.round(height / parseFloat(lineHeight))));
}

/** @param {KeyboardEvent} event */
function onMessageKey(event) {
  // Safari ends a composition before the Enter that confirms it: only the key code 229 still tells.
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || event.shiftKey || composing) return;
  event.preventDefault();
  send();
}

/**
 * @param {HTMLFormElement} form
 * @param {() => void} action
 */
function onSubmit(form, action) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
}

onSubmit(joinForm, join);
onSubmit(messageForm, send);
leaveButton.addEventListener("click", leave);
messageInput.addEventListener("input", fitInput);
messageInput.addEventListener("keydown", onMessageKey);
// The text box keeps the focus, so that a phone's keyboard stays open while sending.
sendButton.addEventListener("mousedown", (event) => event.preventDefault());
nameInput.focus();
