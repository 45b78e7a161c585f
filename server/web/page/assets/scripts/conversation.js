/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./frames.js").Message} Message */
/** @typedef {import("./frames.js").Private} Private */

/**
 * The frames that a client receives before its own join.
 * @typedef {{ welcome: string, messages: (Message | Private)[], complete: boolean }} Briefing
 */

/**
 * The parts of the page that show the chat.
 * @typedef {{
 *   messages: import("./messages.js").MessageList,
 *   people: import("./people.js").People,
 *   typists: import("./typing.js").Typists,
 *   outbox: import("./outbox.js").Outbox,
 *   named: (ownName: string) => void,
 * }} View
 */

/** Shows each frame in its part of the page. */
export class Conversation {
  /** @type {View} */ #view;
  /** null once the client has joined. @type {Briefing | null} */ #briefing = newBriefing();
  #isBack = false;
  #ownName = "";

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
  }

  /** Resets when the connection is lost: the next one begins with another briefing. */
  lost() {
    this.#isBack ||= this.#briefing === null;
    this.#briefing = newBriefing();
    this.#view.typists.clear();
    this.#view.outbox.pause();
  }

  /** @param {Frame} frame */
  received(frame) {
    const { messages, people, typists, outbox } = this.#view;
    if (this.#briefing && this.#isBrief(frame, this.#briefing)) return;
    outbox.received(frame, this.#ownName);
    switch (frame.type) {
      case "message":
      case "private":
        return messages.addMessage(frame, frame.nickname === this.#ownName);
      case "system":
        return messages.addAnnouncement(frame);
      case "user_joined":
        people.joined(frame.nickname);
        return messages.addMovement(frame);
      case "user_left":
        people.left(frame.nickname);
        typists.set(frame.nickname, false);
        return messages.addMovement(frame);
      case "users":
        return people.set(frame.users);
      case "typing":
        return typists.set(frame.nickname, frame.typing);
      case "error":
        // Typing may exceed the rate limit, too; the user did not ask for it and needs no error.
        if (frame.code === "rate-limited" && !outbox.isAwaitingAnswer) return;
        return messages.addError(frame.content);
    }
  }

  /**
   * @param {Frame} frame
   * @param {Briefing} briefing
   * @returns {boolean} whether the frame is part of the briefing
   */
  #isBrief(frame, briefing) {
    switch (frame.type) {
      case "system":
        briefing.welcome = frame.content;
        return true;
      case "history":
        briefing.messages = frame.messages;
        briefing.complete = frame.complete;
        return true;
      case "user_joined":
        this.#briefing = null;
        this.#view.people.joined(frame.nickname);
        this.#arrive(frame.nickname, briefing);
        return true;
      default:
        return false;
    }
  }

  /**
   * @param {string} ownName
   * @param {Briefing} briefing
   */
  #arrive(ownName, briefing) {
    const { messages, people, outbox, named } = this.#view;
    this.#ownName = ownName;
    people.setOwnName(ownName);
    named(ownName);
    if (this.#isBack) this.#showMissed(briefing);
    else messages.quietly(() => this.#showBefore(briefing));
    outbox.resume();
  }

  /** @param {Briefing} briefing */
  #showBefore(briefing) {
    const { messages, outbox } = this.#view;
    for (const said of briefing.messages) messages.addMessage(said, said.nickname === this.#ownName, true);
    if (briefing.messages.length) messages.addDivider("You joined");
    if (briefing.welcome) messages.addNotice(briefing.welcome);
    outbox.showUnsent();
  }

  /** @param {Briefing} briefing */
  #showMissed({ messages: missed, complete }) {
    const { messages, outbox } = this.#view;
    if (missed.length || !complete) messages.addDivider("While you were away");
    if (!complete) messages.addNotice("Some messages are no longer available.");
    for (const said of missed) {
      outbox.received(said, this.#ownName);
      messages.addMessage(said, said.nickname === this.#ownName, true);
    }
    messages.addDivider("You are back");
  }
}

/** @returns {Briefing} */
function newBriefing() {
  return { welcome: "", messages: [], complete: true };
}
