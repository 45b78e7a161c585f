import { endpointAddress } from "./address.js";

const ANSWER_MS = 5000;
const LONGEST_SENTENCE = 500;
/** Statuses by which a server that knows the question answers it. */
const ANSWERS = new Set([400, 401, 403, 409, 421, 429, 503]);

/**
 * Asks the server why it refuses a connection: browsers hide the answer to a handshake.
 * @param {typeof window.fetch} fetch
 * @param {ConnectOptions} options
 * @param {string} base
 * @returns {Promise<Admission>}
 */
export async function askAdmission(fetch, options, base) {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(endpointAddress("admission", options, "", base), { method: "POST", cache: "no-store", signal });
    return { status: answer.status, sentence: ANSWERS.has(answer.status) ? (await sentenceIn(answer)).slice(0, LONGEST_SENTENCE) : "" };
  } catch {
    return { status: 0, sentence: "" };
  }
}

/** @param {Response} answer */
async function sentenceIn(answer) {
  const kind = answer.headers.get("Content-Type") ?? "";
  if (kind.startsWith("text/plain")) return answer.text();
  return kind.startsWith("application/json") ? String((await answer.json()).error ?? "") : "";
}
