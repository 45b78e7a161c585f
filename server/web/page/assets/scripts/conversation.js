import { announcementEntry, noticeEntry } from "./entries.js";
import { isAfter } from "./frames.js";
import { Past } from "./past.js";

/** How long somebody who has left may be just coming back. */
const MAY_RETURN_MS = 30_000;
const MOST_OWN = 500;
/** Messages that a newcomer is told; with fewer there are no older ones. */
const FIRST_HISTORY = 50;

/**
 * The frames that a client receives before its own join.
 * @typedef {{ welcome: string, history: HistoryFrame, since: string }} Briefing
 */

/**
 * The parts of the page that show the chat, and what it remembers.
 * @typedef {{
 *   messages: import("./messages.js").MessageList,
 *   people: import("./people.js").People,
 *   typists: import("./typing.js").Typists,
 *   outbox: import("./outbox.js").Outbox,
 *   timers: Timers,
 *   memory: import("./memory.js").Memory,
 *   isProven: boolean,
 *   send: (command: Command) => boolean,
 *   newest: () => string,
 *   named: (ownName: string) => void,
 *   news: (said: Said | System) => void,
 *   place: { id: string, offset: number } | null,
 * }} View
 */

/** Shows each frame in its part of the page. */
export class Conversation {
  #view;
  #past;
  /** null once the client has joined. @type {Briefing | null} */ #briefing = newBriefing("");
  #isBack = false;
  #ownName = "";
  /** Ids of messages that this tab has sent. @type {Set<string>} */ #own;
  /** When users left. @type {Map<string, number>} */ #gone = new Map();

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
    this.#own = new Set(view.memory.get("own", []));
    this.#past = new Past(view.send, (messages, before) => view.messages.addPast(messages, before, this.#isOwn));
    view.messages.onEarlier((before) => this.#past.isAsking || this.#past.earlier(before, (isMore) => view.messages.showMore(isMore)));
  }

  /** Resets when the connection is lost: the next one begins with another briefing. */
  lost() {
    this.#isBack ||= this.#briefing === null;
    this.#briefing = newBriefing(this.#view.newest());
    this.#past.forget();
    this.#view.typists.clear();
    this.#view.outbox.pause();
  }

  /** @param {Frame} frame */
  received(frame) {
    const { messages, people, typists, outbox } = this.#view;
    if (this.#briefing && this.#isBrief(frame, this.#briefing)) return;
    const isSettled = outbox.received(frame, (name) => this.#mayReturn(name));
    switch (frame.type) {
      case "message":
      case "private":
        return this.#say(frame);
      case "history":
        return this.#past.received(frame);
      case "system":
        this.#view.news(frame);
        return messages.add(announcementEntry(frame.content, frame.timestamp));
      case "user_joined":
        people.joined(frame.nickname);
        outbox.arrived(frame.nickname);
        return messages.addMovement(frame);
      case "user_left":
        people.left(frame.nickname);
        this.#gone.set(frame.nickname, this.#view.timers.now());
        typists.set(frame.nickname, false);
        return messages.addMovement(frame);
      case "users":
        return people.set(frame.users);
      case "typing":
        return typists.set(frame.nickname, frame.typing);
      case "error":
        // Typing may exceed the rate limit, too; the user did not ask for it and needs no error.
        if (!isSettled && frame.code !== "rate-limited") messages.add(noticeEntry("error", frame.content, "error", frame.code));
    }
  }

  /** @param {Said} said */
  #say(said) {
    const { messages, memory, newest, news } = this.#view;
    if (said.client_id !== undefined && said.id) {
      this.#own.add(said.id);
      for (const id of this.#own) if (this.#own.size > MOST_OWN) this.#own.delete(id);
      memory.set("own", [...this.#own]);
    }
    // The answer to a message that was sent again is the first one, which may be shown already.
    if (said.id && !isAfter(said.id, newest())) return messages.markOwn(said.id);
    const isOwn = said.client_id !== undefined || this.#isOwn(said);
    if (!isOwn) news(said);
    messages.addMessage(said, isOwn);
  }

  /** A name proves nothing unless a token does. @param {Said} said */
  #isOwn = ({ id, nickname }) => this.#own.has(id) || (this.#view.isProven && nickname === this.#ownName);

  /** @param {string} name */
  #mayReturn(name) {
    return this.#view.timers.now() - (this.#gone.get(name) ?? -Infinity) < MAY_RETURN_MS;
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
        briefing.history = frame;
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
    messages.setOwnName(ownName);
    named(ownName);
    if (this.#isBack) this.#showMissed(briefing);
    else messages.quietly(() => this.#showBefore(briefing));
    outbox.resume();
    if (!this.#isBack) this.#goBack();
  }

  /** Goes to where the reader was before the page was loaded again. */
  #goBack() {
    const { place, messages } = this.#view;
    if (!place) return;
    const restore = () => messages.scrolling.restore(place, (id) => messages.entry(id));
    if (messages.has(place.id) || !messages.oldestId) restore();
    else this.#past.reach(place.id, messages.oldestId, restore);
  }

  /** @param {Briefing} briefing */
  #showBefore({ welcome, history }) {
    const { messages } = this.#view;
    for (const said of history.messages) messages.addMessage(said, this.#isOwn(said), true);
    messages.showMore(!history.complete || history.messages.length >= FIRST_HISTORY);
    if (history.messages.length) messages.add(noteEntry("You joined"));
    if (welcome) messages.add(noticeEntry("welcome", welcome, "notification"));
  }

  /** @param {Briefing} briefing */
  #showMissed({ history, since }) {
    const { messages, news } = this.#view;
    const missed = history.messages.filter(({ id }) => !messages.has(id));
    if (missed.length || !history.complete) messages.add(noteEntry("While you were away"));
    for (const said of missed) {
      if (!this.#isOwn(said)) news(said);
      messages.addMessage(said, this.#isOwn(said), true);
    }
    if (!history.complete) this.#fill(since || "0", missed[0]?.id ?? "");
    messages.add(noteEntry("You are back"));
  }

  /**
   * @param {string} since
   * @param {string} before the oldest message of a cut answer, "" if it was empty
   */
  #fill(since, before) {
    const { messages } = this.#view;
    const mark = (/** @type {boolean} */ isComplete) => isComplete || messages.addGap(before);
    if (before) this.#past.fill(since, before, mark);
    else mark(false);
  }
}

/** @param {string} words */
function noteEntry(words) {
  return noticeEntry("note", words, "divider");
}

/**
 * @param {string} since the newest id that is known
 * @returns {Briefing}
 */
function newBriefing(since) {
  return { welcome: "", history: { type: "history", messages: [], complete: true }, since };
}
