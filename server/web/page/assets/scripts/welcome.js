import { nameIn, normaliseName } from "./address.js";
import { element, lengthOf } from "./dom.js";

const MAX_NAME = 64;

/** The first screen, which asks for a name. */
export class Welcome {
  #form = element("joinForm", HTMLFormElement);
  #label = element("nameLabel", HTMLLabelElement);
  #input = element("nameInput", HTMLInputElement);
  #button = element("joinButton", HTMLButtonElement);
  #reason = element("reason", HTMLElement);

  /** @param {(name: string) => void} join hears a name as the server will know it, "" when it was left blank */
  constructor(join) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = normaliseName(this.#input.value);
      if (lengthOf(name) <= MAX_NAME) join(name);
      else this.show(`That name was refused: it can have at most ${MAX_NAME} characters.`);
    });
  }

  /** @param {string} token a sign-in says who somebody is, so there is no name to choose */
  signIn(token) {
    const name = nameIn(token);
    if (!name) return;
    this.#label.textContent = "You are signed in as";
    this.#input.value = name;
    this.#input.disabled = true;
    this.#button.focus();
  }

  joining() {
    this.#reason.hidden = true;
    this.#showJoining(true);
  }

  /** @param {string} words why somebody is here, "" when there is nothing to say */
  show(words) {
    this.#showJoining(false);
    this.#reason.textContent = words;
    this.#reason.hidden = words === "";
    if (this.#input.disabled) this.#button.focus();
    else this.#input.focus();
  }

  /** @param {boolean} joining */
  #showJoining(joining) {
    this.#button.textContent = joining ? "Joining…" : "Join the chat";
    this.#form.ariaBusy = String(joining);
    this.#input.readOnly = joining;
  }
}
