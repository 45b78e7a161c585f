// Runs in a chat page before the page's own scripts, and tells the suite what the page shows, as soon
// as it shows it. `table` is the [page] of a profile (docs/pages.md), and the rest comes from page_finder.js.
(table, { find, shown, value }) => {
  if (window !== window.top || window.aliceAndBobObserves) return;
  window.aliceAndBobObserves = true;

  // The page of the user before may have written something while it went away.
  if (window.name === "alice-and-bob-new-user") {
    window.name = "";
    localStorage.clear();
    sessionStorage.clear();
  }

  /** What each entry showed when it was told, so that none is told twice. */
  const known = new WeakMap();
  let log = null;
  let last = null;
  let status;
  let statusWritten; // asking how it is drawn costs more than anything else here
  let refusal = "";
  let typists = [];
  let news = [];

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
    const written = line?.textContent ?? "";
    if (!table.status || written === statusWritten) return;
    statusWritten = written;
    const now = line ? shown(line).trim() : "";
    if (now !== status) news.push({ status: (status = now) });
  }

  function readRefusal() {
    const line = find(table.refused);
    const isThere = line?.textContent.trim() && line.checkVisibility();
    const now = isThere ? shown(line).trim() : "";
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
