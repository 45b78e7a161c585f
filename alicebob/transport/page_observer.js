// Runs in a chat page before the page's own scripts, and tells the suite what the page shows, as soon
// as it shows it. `table` is the [page] of a profile (docs/pages.md); `told` takes a list of news.
(table) => {
  if (window !== window.top || window.aliceAndBobObserves) return;
  window.aliceAndBobObserves = true;

  /** What each entry showed when it was told, so that none is told twice. */
  const known = new WeakMap();
  let log = null;
  let last = null;
  let status;
  let refusal = "";
  let typists = [];
  let news = [];

  const KEEPS_BLANKS = new Set(["pre", "pre-wrap", "break-spaces"]);
  const NATIVE = { list: "ul,ol", form: "form", main: "main", button: "button,summary", status: "output" };

  /** @returns {Element | null} the place that the table names: a selector, or a role with its name */
  function find(spot) {
    if (!spot) return null;
    if (spot.by === "css") return document.querySelector(spot.name);
    const native = NATIVE[spot.by];
    const all = document.querySelectorAll(`[role="${spot.by}"]${native ? `,${native}` : ""}`);
    return [...all].find((each) => spot.name === "" || nameOf(each) === spot.name) ?? null;
  }

  function nameOf(element) {
    const label = element.getAttribute("aria-labelledby");
    const texts = (label ?? "").split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "");
    return (element.getAttribute("aria-label") ?? texts.join(" ").trim()) || element.textContent.trim();
  }

  /** @returns {string} the text of an element as a reader sees it, with the blanks that are drawn */
  function shown(element) {
    if (element.querySelector("br,img,[data-text]")) return drawn(element);
    const style = getComputedStyle(element);
    if (!style.display) return element.textContent;
    const isAsWritten = KEEPS_BLANKS.has(style.whiteSpace) && style.textTransform === "none";
    return isAsWritten ? element.textContent : element.innerText;
  }

  function drawn(element) {
    const keeps = KEEPS_BLANKS.has(getComputedStyle(element).whiteSpace);
    const parts = Array.from(element.childNodes, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return keeps ? node.data : node.data.replace(/[ \t\n\r]+/g, " ");
      if (node.nodeType !== Node.ELEMENT_NODE) return "";
      if (node.localName === "br") return "\n";
      return node.getAttribute("data-text") ?? node.getAttribute("alt") ?? drawn(node);
    });
    return parts.join("");
  }

  /** @returns {string | null} what "SELECTOR", "@attribute" or "SELECTOR@attribute" means in an entry */
  function value(entry, source) {
    const at = source.lastIndexOf("@");
    const [selector, attribute] = at < 0 ? [source, ""] : [source.slice(0, at), source.slice(at + 1)];
    const element = selector ? entry.querySelector(selector) : entry;
    if (!element) return null;
    return attribute ? element.getAttribute(attribute) : shown(element);
  }

  /** @returns what the entry shows, by each kind that it may be, in the order of the table */
  function read(entry) {
    const kinds = [];
    for (const [index, { at, values, words }] of table.shows.entries()) {
      if (!entry.matches(at)) continue;
      const found = Object.entries(values).map(([name, source]) => [name, value(entry, source)]);
      kinds.push({ entry: index, values: Object.fromEntries(found), words: words ? shown(entry) : "" });
    }
    return kinds;
  }

  /** Tells an entry that is new; of one that was told, that it shows something else now. */
  function look(entry) {
    const kinds = read(entry);
    const text = JSON.stringify(kinds);
    const before = known.get(entry);
    if (before === text) return;
    known.set(entry, text);
    if (before !== undefined) {
      news.push({ kinds, before: JSON.parse(before) });
      return;
    }
    if (!table.shows[kinds[0].entry].ordered) {
      news.push({ kinds });
      return;
    }
    const isAbove = last?.isConnected && !(last.compareDocumentPosition(entry) & Node.DOCUMENT_POSITION_FOLLOWING);
    news.push(isAbove ? { kinds, above: true } : { kinds });
    if (!isAbove) last = entry;
  }

  const anyEntry = table.shows.map(({ at }) => at).join(",");

  function entriesIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inside = [...node.querySelectorAll(anyEntry)];
    return node.matches(anyEntry) ? [node, ...inside] : inside;
  }

  function readLog(records) {
    if (!log?.isConnected) {
      log = find(table.messages);
      last = null;
      if (log) entriesIn(log).filter((entry) => entry !== log).forEach(look);
      return;
    }
    const touched = new Set();
    for (const { target, addedNodes } of records) {
      if (!log.contains(target)) continue;
      for (const node of addedNodes) for (const entry of entriesIn(node)) touched.add(entry);
      const around = (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(anyEntry);
      if (around && log.contains(around)) touched.add(around);
    }
    const here = [...touched].filter((entry) => log.contains(entry));
    if (here.length > 1) here.sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    here.forEach(look);
  }

  function readStatus() {
    const line = find(table.status);
    const now = line ? shown(line).trim() : "";
    if (table.status && now !== status) news.push({ status: (status = now) });
  }

  function readRefusal() {
    const line = find(table.refused);
    const now = line?.checkVisibility() ? shown(line).trim() : "";
    if (now !== refusal && (refusal = now)) news.push({ refused: now });
  }

  function readTypists() {
    const line = find(table.typing);
    if (!line) return;
    const now = Array.from(line.querySelectorAll(table.typist), shown);
    for (const name of now) if (!typists.includes(name)) news.push({ typing: true, user: name });
    for (const name of typists) if (!now.includes(name)) news.push({ typing: false, user: name });
    typists = now;
  }

  function onMutations(records) {
    readLog(records);
    readStatus();
    readRefusal();
    readTypists();
    if (news.length) window.aliceAndBobShown(JSON.stringify(news.splice(0)));
  }

  const watched = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["hidden", "class"] };
  new MutationObserver(onMutations).observe(document, watched);
  document.addEventListener("DOMContentLoaded", () => onMutations([]));
}
