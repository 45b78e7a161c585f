import { roomOf, takeToken } from "./address.js";
import { Composer } from "./composer.js";
import { element, nameElement } from "./dom.js";
import { Session } from "./session.js";
import { MessageList } from "./messages.js";
import { Outbox } from "./outbox.js";
import { People } from "./people.js";
import { Conversation } from "./conversation.js";
import { Keystrokes, Typists } from "./typing.js";
import { Welcome } from "./welcome.js";

const STATUS = {
  connecting: "Connecting…",
  connected: "Connected",
  reconnecting: "Reconnecting…",
  disconnected: "Disconnected",
};

const welcomeScreen = element("welcomeScreen", HTMLElement);
const chatScreen = element("chatScreen", HTMLElement);
const leaveButton = element("leaveButton", HTMLButtonElement);
const statusLine = element("status", HTMLElement);
const identity = element("identity", HTMLElement);
const peopleBox = element("people", HTMLDetailsElement);

/** @type {Session | null} */
let session = null;
let token = "";

const welcome = new Welcome(join);
const messages = new MessageList(element("messages", HTMLElement), element("newestButton", HTMLButtonElement));
const typists = new Typists(element("typists", HTMLElement));
const keystrokes = new Keystrokes((typing) => session?.send({ type: "typing", typing }));
const outbox = new Outbox((command) => session?.send(command) ?? false, {
  pending: (message) => messages.showOutgoing(message, null),
  rejected: (message) => messages.showOutgoing(message, () => outbox.sendAgain(message)),
  removed: (message) => messages.removeOutgoing(message),
});
const composer = new Composer({ sent: send, typing: (isTyping) => keystrokes.set(isTyping), tooLong: (words) => messages.addError(words) });
const people = new People(peopleBox, element("peopleCount", HTMLElement), element("peopleList", HTMLElement), (name) => {
  people.close();
  composer.address(name);
});

/** @param {keyof typeof STATUS} state */
function showStatus(state) {
  statusLine.textContent = STATUS[state];
  statusLine.dataset.state = state;
}

/** @param {string} name */
function showIdentity(name) {
  identity.replaceChildren("as ", nameElement(name));
  const room = roomOf(location).trim();
  if (room) identity.append(" in ", nameElement(room));
}

/** @param {boolean} inChat */
function showScreen(inChat) {
  document.body.classList.toggle("in-chat", inChat);
  welcomeScreen.hidden = inChat;
  chatScreen.hidden = !inChat;
  leaveButton.hidden = !inChat;
  peopleBox.hidden = !inChat;
}

/** @param {string} name */
function enterChat(name) {
  welcome.show("");
  showIdentity(name);
  showScreen(true);
  people.set([]);
  messages.clear();
  composer.enter();
}

/** @param {string} words */
function returnToWelcome(words) {
  session = null;
  outbox.stop();
  keystrokes.forget();
  typists.clear();
  people.close();
  showStatus("disconnected");
  identity.replaceChildren();
  showScreen(false);
  welcome.show(words);
}

/** @param {string} typed */
function join(typed) {
  if (session) return;
  const name = typed || "Anonymous";
  const conversation = new Conversation({ messages, people, typists, outbox, named: showIdentity });
  let isIn = false;
  showStatus("connecting");
  welcome.joining();
  session = new Session({ name: typed, room: roomOf(location), token }, {
    opened() {
      if (!isIn) enterChat(name);
      isIn = true;
      showStatus("connected");
    },
    received: (frame) => conversation.received(frame),
    lost() {
      showStatus("reconnecting");
      keystrokes.forget();
      conversation.lost();
    },
    ended: returnToWelcome,
  });
}

function leave() {
  composer.clear();
  session?.leave();
  outbox.clear();
}

/**
 * @param {string} text
 * @param {string} to
 */
function send(text, to) {
  keystrokes.forget();
  outbox.add(text, to);
  messages.scrollToEnd();
}

function readToken() {
  const found = takeToken(location);
  if (!found) return;
  token = found;
  welcome.signIn(token);
}

leaveButton.addEventListener("click", leave);
addEventListener("hashchange", readToken);
welcome.show("");
readToken();
