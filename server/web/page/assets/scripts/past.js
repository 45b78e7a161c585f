import { isAfter } from "./frames.js";

const AT_ONCE = 50;
const MOST_AT_ONCE = 200;

/**
 * A question for older messages: those before the id `before` and, if it has one, after the id `since`, or from it on.
 * @typedef {{ before: string, since: string, limit: number, done: (isComplete: boolean) => void, includes?: boolean }} Question
 */

/** Asks for older messages, as often as it takes: the server cuts long answers. */
export class Past {
  #send;
  #show;
  /** @type {Question | null} */ #question = null;

  /**
   * @param {(command: Command) => boolean} send
   * @param {(messages: Said[], before: string) => void} show shows messages before the one with an id
   */
  constructor(send, show) {
    this.#send = send;
    this.#show = show;
  }

  get isAsking() {
    return this.#question !== null;
  }

  /**
   * Asks for some messages before the oldest one.
   * @param {string} before its id
   * @param {(isMore: boolean) => void} done receives whether there may be still older ones
   */
  earlier(before, done) {
    this.#ask({ before, since: "", limit: AT_ONCE, done });
  }

  /**
   * Asks for all messages between two that are known.
   * @param {string} since the id of the older one, "0" for the beginning
   * @param {string} before the id of the newer one
   * @param {(isComplete: boolean) => void} done receives whether the server still had all of them
   */
  fill(since, before, done) {
    this.#ask({ before, since, limit: MOST_AT_ONCE, done });
  }

  /**
   * Asks for all messages from one that is known by its id.
   * @param {string} from
   * @param {string} before the id of the oldest message that is shown
   * @param {() => void} done
   */
  reach(from, before, done) {
    this.#ask({ before, since: from, limit: MOST_AT_ONCE, done, includes: true });
  }

  /** Forgets the question when the connection is lost. */
  forget() {
    this.#question = null;
  }

  /** @param {HistoryFrame} frame */
  received({ messages, complete }) {
    const question = this.#question;
    if (!question) return;
    this.#question = null;
    const { before, since, limit, done, includes } = question;
    const isOld = (/** @type {Said} */ { id }) => since !== "" && !isAfter(id, since);
    const wanted = messages.filter((message) => !isOld(message) || (includes && message.id === since));
    if (wanted.length) this.#show(wanted, before);
    const isAtEnd = messages.length === 0 || messages.some(isOld) || (complete && messages.length < limit);
    if (since && !isAtEnd) this.#ask({ ...question, before: messages[0].id });
    else if (since) done(complete || messages.some(isOld));
    else done(messages.length > 0 && !isAtEnd);
  }

  /** @param {Question} question */
  #ask(question) {
    const { before, limit } = question;
    if (!this.#question && this.#send({ type: "history", before, limit })) this.#question = question;
  }
}
