import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { element } from "./dom.js";
import { noticeEntry } from "./entries.js";
import { MessageList } from "./messages.js";
import { Outbox } from "./outbox.js";
import { People } from "./people.js";
import { Session } from "./session.js";
import { BROWSER } from "./surroundings.js";
import { TIMERS } from "./timers.js";
import { Keystrokes, Typists } from "./typing.js";
import { Unread } from "./unread.js";

/**
 * @typedef {{
 *   state: (state: State) => void,
 *   named: (name: string) => void,
 *   entered: () => void,
 *   ended: (reason: string, isRefusal: boolean) => void,
 *   news: (said: Said | System) => void,
 * }} Listener
 */

/** The chat screen: everything that one session shows and sends. */
export class Room {
  /** @type {Session | null} */ session = null;
  #memory;
  #listener;
  #unread = new Unread();
  #messages = new MessageList(
    element("messages", HTMLElement), element("earlierButton", HTMLButtonElement), element("newestButton", HTMLButtonElement), () => this.#onSeen());
  #typists = new Typists(element("typists", HTMLElement));
  #keystrokes = new Keystrokes((typing) => this.#send({ type: "typing", typing }), TIMERS);
  #composer = new Composer({
    sent: (text, to) => this.#say(text, to),
    typing: (isTyping) => this.#keystrokes.set(isTyping),
    tooLong: (words) => this.#messages.add(noticeEntry("error", words, "error")),
    changed: () => this.#memory.set("draft", this.#composer.draft),
  });
  #outbox = new Outbox((command) => this.#send(command), {
    waiting: (message, why) => this.#messages.showOutgoing(message, why, null),
    rejected: (message) => this.#messages.showOutgoing(message, "", {
      again: () => this.#outbox.sendAgain(message),
      discard: () => this.#outbox.discard(message),
    }),
    removed: (message) => this.#messages.removeOutgoing(message),
  }, TIMERS, () => this.#memory.set("outbox", this.#outbox.waiting));
  #people = new People({
    box: element("people", HTMLDetailsElement),
    count: element("peopleCount", HTMLElement),
    list: element("peopleList", HTMLElement),
    search: element("peopleSearch", HTMLInputElement),
  }, (name) => {
    this.#people.close();
    this.#composer.address(name);
  });

  /**
   * @param {import("./memory.js").Memory} memory
   * @param {Listener} listener
   */
  constructor(memory, listener) {
    this.#memory = memory;
    this.#listener = listener;
    element("messages", HTMLElement).addEventListener("click", ({ target }) => {
      const name = target instanceof Element && target.closest("[data-pick]");
      if (name instanceof HTMLElement) this.#composer.address(name.dataset.pick ?? "");
    });
    this.#composer.restore(memory.get("draft", { text: "", to: "" }));
    this.#outbox.restore(memory.get("outbox", []));
  }

  /** Whether something that the user has sent has not been delivered. */
  get isWaiting() {
    return this.#outbox.waiting.length > 0;
  }

  /** @param {ConnectOptions} options */
  join(options) {
    let isIn = false;
    const conversation = this.#newConversation(options);
    this.session = new Session(options, {
      state: (state) => this.#listener.state(state),
      opened: () => {
        if (!isIn) this.#enter(options.name || "Anonymous");
        isIn = true;
      },
      received: (frame) => conversation.received(frame),
      lost: () => {
        this.#keystrokes.forget();
        conversation.lost();
      },
      ended: (reason, isRefusal) => this.#onEnded(reason, isRefusal),
    }, BROWSER);
  }

  /** @param {string} reason */
  leave(reason) {
    this.#composer.restore({ text: "", to: "" });
    this.session?.leave(reason);
    this.#outbox.clear();
    this.#memory.set("place", null);
  }

  /** Remembers where the reader is, before the page goes away. */
  keepPlace() {
    if (this.session) this.#memory.set("place", this.#messages.scrolling.place);
  }

  /** Notes that the reader is back. */
  look() {
    if (this.#messages.scrolling.isFollowing) this.#onSeen();
  }

  /** @param {ConnectOptions} options */
  #newConversation({ token }) {
    return new Conversation({
      messages: this.#messages,
      people: this.#people,
      typists: this.#typists,
      outbox: this.#outbox,
      timers: TIMERS,
      memory: this.#memory,
      isProven: token !== "",
      send: (command) => this.#send(command),
      newest: () => this.session?.newest ?? "",
      named: (name) => this.#listener.named(name),
      news: (said) => this.#onNews(said),
      place: this.#memory.get("place", null),
    });
  }

  /** @param {Command} command */
  #send(command) {
    return this.session?.send(command) ?? false;
  }

  /** @param {string} name */
  #enter(name) {
    this.#people.clear();
    this.#messages.clear();
    this.#listener.entered();
    this.#listener.named(name);
    this.#composer.enter();
  }

  /**
   * @param {string} reason
   * @param {boolean} isRefusal
   */
  #onEnded(reason, isRefusal) {
    this.session = null;
    this.#outbox.stop();
    this.#keystrokes.forget();
    this.#typists.clear();
    this.#people.clear();
    this.#unread.clear();
    this.#listener.ended(reason, isRefusal);
  }

  /**
   * @param {string} text
   * @param {string} to
   */
  #say(text, to) {
    this.#keystrokes.forget();
    this.#outbox.add(text, to);
    this.#messages.scrolling.toEnd();
  }

  /** @param {Said | System} said */
  #onNews(said) {
    if (document.visibilityState === "visible" && this.#messages.scrolling.isFollowing) return;
    this.#messages.countUnread();
    this.#unread.add();
    this.#listener.news(said);
  }

  #onSeen() {
    if (document.visibilityState !== "visible") return;
    this.#messages.forgetUnread();
    this.#unread.clear();
  }
}
