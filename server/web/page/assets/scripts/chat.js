import { normaliseName, opening, tokenOf, without } from "./address.js";
import { element } from "./dom.js";
import { Memory, newId } from "./memory.js";
import { Room } from "./room.js";
import { Status } from "./status.js";
import { NETWORK } from "./surroundings.js";
import { Welcome } from "./welcome.js";

const LEFT = "You left the chat.";
const UNSENT = "Some of your messages have not been sent. Leave all the same?";

const asked = opening(location);
const memory = new Memory(() => sessionStorage, asked.room);
const welcomeScreen = element("welcomeScreen", HTMLElement);
const chatScreen = element("chatScreen", HTMLElement);
const leaveButton = element("leaveButton", HTMLButtonElement);
const notifyBox = element("notifyBox", HTMLInputElement);

let token = memory.get("token", "");
/** @type {((said: Said | System) => void) | null} */
let notify = null;

const status = new Status(() => room.session?.renew());
const welcome = new Welcome(join, () => room.session?.leave(""));
const room = new Room(memory, {
  state: (state) => status.show(state),
  named: (name) => status.identify(name, asked.room.trim()),
  entered() {
    welcome.show("", false);
    memory.set("isIn", true);
    showScreen(true);
  },
  ended(reason, isRefusal) {
    memory.set("isIn", false);
    status.show("disconnected");
    status.identify("", "");
    showScreen(false);
    welcome.show(reason, isRefusal && reason !== "");
  },
  news: (said) => notify?.(said),
});

/** @param {boolean} inChat */
function showScreen(inChat) {
  document.body.classList.toggle("in-chat", inChat);
  welcomeScreen.hidden = inChat;
  chatScreen.hidden = !inChat;
  leaveButton.hidden = !inChat;
}

/** @param {string} name */
function join(name) {
  if (room.session) return;
  memory.set("name", name);
  if (!memory.get("session", "")) memory.set("session", newId());
  welcome.joining();
  room.join({ name, room: asked.room, token, session: memory.get("session", "") || newId() });
}

function leave() {
  if (room.isWaiting && !confirm(UNSENT)) return;
  history.replaceState(null, "", without(location, "join"));
  room.leave(LEFT);
}

/** Takes the token out of the address bar, so that it is neither bookmarked nor visible to bystanders. */
function readToken() {
  const found = tokenOf(location);
  if (found) {
    history.replaceState(null, "", without(location, "token"));
    token = found;
    memory.set("token", token);
  }
  if (token) welcome.signIn(token);
}

async function showDemo() {
  const { Demo } = await import("./demo.js");
  return new Demo(NETWORK, (isCut) => room.session?.cut(isCut));
}

async function setNotify() {
  const { askPermission, notify: found } = await import("./notifications.js");
  notifyBox.checked = notifyBox.checked && (await askPermission());
  notify = notifyBox.checked ? found : null;
  memory.set("notify", notifyBox.checked);
}

function wake() {
  if (document.visibilityState !== "visible") return;
  room.session?.wake();
  room.look();
}

/** @param {DragEvent} event a file that is dropped would replace the chat; a text goes into the text box */
function refuseFiles(event) {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}

leaveButton.addEventListener("click", leave);
notifyBox.addEventListener("change", () => void setNotify());
addEventListener("hashchange", readToken);
addEventListener("online", () => room.session?.renew());
addEventListener("offline", () => room.session?.wake(true));
addEventListener("pageshow", wake);
addEventListener("focus", wake);
document.addEventListener("visibilitychange", wake);
addEventListener("pagehide", () => room.keepPlace());
addEventListener("beforeunload", (event) => room.isWaiting && event.preventDefault());
addEventListener("dragover", refuseFiles);
addEventListener("drop", refuseFiles);

element("notifyChoice", HTMLElement).hidden = !("Notification" in window);
notifyBox.checked = memory.get("notify", false);
if (notifyBox.checked) void setNotify();
for (const link of document.querySelectorAll("a[data-demo]")) {
  const address = new URL(without(location, "user", "join", "demo", "token"), location.href);
  for (const [key, value] of new URLSearchParams(link.getAttribute("data-demo") ?? "")) address.searchParams.set(key, value);
  /** @type {HTMLAnchorElement} */ (link).href = address.href;
}
welcome.show("", false);
welcome.prefill(memory.get("name", "") || asked.user);
readToken();
const isReady = asked.demo ? showDemo() : Promise.resolve();
if (memory.get("isIn", asked.joins)) void isReady.then(() => join(normaliseName(memory.get("name", "") || asked.user)));
