import { nameIn, normaliseName } from "./address.js";
import { element, lengthOf } from "./dom.js";

const MAX_NAME = 64;

/** The first screen, where users enter a name. */
export class Welcome {
  #form = element("joinForm", HTMLFormElement);
  #label = element("nameLabel", HTMLLabelElement);
  #input = element("nameInput", HTMLInputElement);
  #button = element("joinButton", HTMLButtonElement);
  #cancel = element("cancelButton", HTMLButtonElement);
  #reason = element("reason", HTMLElement);

  /**
   * @param {(name: string) => void} join receives the normalised name, "" if it is blank
   * @param {() => void} cancel
   */
  constructor(join, cancel) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = normaliseName(this.#input.value);
      if (lengthOf(name) <= MAX_NAME) join(name);
      else this.show(`The name is too long: the limit is ${MAX_NAME} characters.`, true);
    });
    this.#input.addEventListener("input", () => this.#showInvalid(false));
    this.#cancel.addEventListener("click", cancel);
  }

  /** @param {string} name for a field that has none: users may have written before this script came */
  prefill(name) {
    if (!this.#input.disabled) this.#input.value ||= name;
  }

  /** @param {string} token it sets the name, so there is none to choose */
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
    this.#showInvalid(false);
    this.#showJoining(true);
  }

  /**
   * @param {string} words the reason for returning to this screen, "" for none
   * @param {boolean} isRefusal whether another name may help
   */
  show(words, isRefusal) {
    this.#showJoining(false);
    this.#showInvalid(isRefusal);
    this.#reason.textContent = words;
    this.#reason.hidden = words === "";
    if (this.#input.disabled) this.#button.focus();
    else this.#input.focus();
  }

  /** @param {boolean} isInvalid */
  #showInvalid(isInvalid) {
    if (isInvalid) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }

  /** @param {boolean} joining */
  #showJoining(joining) {
    this.#button.textContent = joining ? "Joining…" : "Join the chat";
    this.#button.disabled = joining;
    this.#cancel.hidden = !joining;
    this.#form.ariaBusy = String(joining);
    this.#input.readOnly = joining;
  }
}
