import assert from "node:assert/strict";
import { test } from "node:test";
import { documentWith } from "./support/dom.js";
import { load } from "./support/scripts.js";

const { Welcome } = await load("welcome.js");
const { Status } = await load("status.js");

function welcome() {
  const page = documentWith("joinForm", "nameLabel", "nameInput", "joinButton", "cancelButton", "reason");
  const joined = [];
  const screen = new Welcome((name) => joined.push(name), () => joined.push("cancelled"));
  const join = (name) => {
    page.nameInput.value = name;
    return page.joinForm.fire("submit");
  };
  return { ...page, joined, screen, join };
}

test("the form joins by itself, and browsers do not send it off", () => {
  const { join, joined } = welcome();
  assert.equal(join("  Alice "), false);
  assert.deepEqual(joined, ["Alice"]);
});

test("a name is counted as the server counts it", () => {
  const { join, joined, reason, nameInput } = welcome();
  join("😀".repeat(64));
  assert.equal(joined.length, 1);
  join("😀".repeat(65));
  assert.equal(joined.length, 1);
  assert.equal(reason.textContent, "The name is too long: the limit is 64 characters.");
  assert.equal(nameInput.getAttribute("aria-invalid"), "true");
});

test("a refused name is marked until another one is written", () => {
  const { screen, nameInput } = welcome();
  screen.show("The name server is reserved.", true);
  assert.equal(nameInput.getAttribute("aria-invalid"), "true");
  nameInput.fire("input");
  assert.equal(nameInput.getAttribute("aria-invalid"), null);
});

test("what is no refusal of the name marks nothing", () => {
  const { screen, nameInput, reason } = welcome();
  screen.show("You left the chat.", false);
  assert.deepEqual([nameInput.getAttribute("aria-invalid"), reason.hidden], [null, false]);
  screen.show("", false);
  assert.equal(reason.hidden, true);
});

test("while joining there is only the way back", () => {
  const { screen, joinButton, cancelButton, nameInput, joinForm, joined } = welcome();
  screen.joining();
  assert.deepEqual([joinButton.disabled, cancelButton.hidden, nameInput.readOnly, joinForm.ariaBusy], [true, false, true, "true"]);
  cancelButton.fire("click");
  assert.deepEqual(joined, ["cancelled"]);
  screen.show("", false);
  assert.deepEqual([joinButton.disabled, cancelButton.hidden, nameInput.readOnly, joinForm.ariaBusy], [false, true, false, "false"]);
});

test("a name that was written before the script came stays", () => {
  const { screen, nameInput } = welcome();
  screen.prefill("Alice");
  assert.equal(nameInput.value, "Alice");
  screen.prefill("Bob");
  assert.equal(nameInput.value, "Alice");
});

test("whoever signs in has no name to choose", () => {
  const { screen, nameInput, nameLabel } = welcome();
  screen.signIn(`x.${btoa(JSON.stringify({ sub: "Alice" }))}.x`);
  screen.prefill("Bob");
  assert.deepEqual([nameInput.value, nameInput.disabled, nameLabel.textContent], ["Alice", true, "You are signed in as"]);
});

test("one can try again only where that may help", () => {
  const { status, tryButton } = documentWith("status", "identity", "tryButton");
  let tries = 0;
  const line = new Status(() => (tries += 1));
  for (const [state, words, isOffered] of [
    ["connected", "Connected", false],
    ["doubtful", "No answer…", true],
    ["reconnecting", "Reconnecting…", true],
    ["connecting", "Connecting…", false],
    ["disconnected", "Disconnected", false],
  ]) {
    line.show(state);
    assert.deepEqual([status.textContent, status.dataset.state, !tryButton.hidden], [words, state, isOffered]);
  }
  tryButton.fire("click");
  assert.equal(tries, 1);
});

test("the page says as whom and where one is in", () => {
  const { identity } = documentWith("status", "identity", "tryButton");
  const line = new Status(() => {});
  line.identify("Alice", "");
  assert.equal(identity.textContent, "as Alice");
  line.identify("Alice", "kitchen");
  assert.equal(identity.textContent, "as Alice in kitchen");
  line.identify("", "");
  assert.equal(identity.textContent, "");
});
