// Runs in the reference server's page before its own scripts, and tells the suite everything that the
// page shows (docs/page.md), whenever it changes.
() => {
  if (window !== window.top || window.visitorWatches) return;
  window.visitorWatches = true;

  const at = (id) => document.getElementById(id);
  const isSeen = (element) => Boolean(element?.checkVisibility({ visibilityProperty: true }));
  const seenText = (id) => (isSeen(at(id)) ? at(id).textContent.trim() : "");
  const all = (selector, root = document) => Array.from(root?.querySelectorAll(selector) ?? []);

  function entry(element) {
    const { kind, from, to, id, own, past, state } = element.dataset;
    return {
      kind,
      sender: element.querySelector(".sender")?.textContent ?? from ?? "",
      to: to ?? "",
      id: id ?? "",
      text: (element.querySelector(".content") ?? element).textContent,
      words: element.textContent,
      names: all("bdi", element).map((each) => each.textContent),
      time: element.querySelector("time")?.textContent ?? "",
      state: state ?? "",
      is_own: own !== undefined,
      is_past: past !== undefined,
    };
  }

  function snapshot() {
    return {
      loaded_at: performance.timeOrigin,
      screen: isSeen(at("chatScreen")) ? "chat" : isSeen(at("welcomeScreen")) ? "welcome" : "no",
      state: at("status")?.dataset.state ?? "",
      status: seenText("status"),
      identity: seenText("identity"),
      title: document.title,
      is_icon_marked: (document.querySelector("link[rel=icon]")?.href ?? "").includes("unread"),
      reason: seenText("reason"),
      is_name_invalid: at("nameInput")?.getAttribute("aria-invalid") === "true",
      is_joining: at("joinForm")?.getAttribute("aria-busy") === "true",
      name: at("nameInput")?.value ?? "",
      typing: seenText("typists"),
      people: all("#peopleList > li:not(.gone)").map((each) => each.dataset.name ?? ""),
      people_count: seenText("peopleCount"),
      addressee: seenText("addresseeName"),
      buttons: all("button").filter(isSeen).map((each) => each.getAttribute("aria-label") ?? each.textContent.trim()),
      entries: all("#messages [data-kind]").map(entry),
    };
  }

  let isLoaded = false; // before that, the page's scripts have not run: nobody can say what it will show
  let isTelling = false;
  let isNew = false;

  /** Tells one state after the other: while the suite reads one, any number of changes make the next. */
  async function tell() {
    isNew = true;
    if (isTelling || !isLoaded) return;
    isTelling = true;
    while (isNew) {
      isNew = false;
      await window.visitorSees(JSON.stringify(snapshot()));
    }
    isTelling = false;
  }

  const everything = { childList: true, subtree: true, characterData: true, attributes: true };
  new MutationObserver(tell).observe(document, everything);
  document.addEventListener("DOMContentLoaded", () => {
    isLoaded = true;
    tell();
  });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    window.visitorReports(`${violatedDirective} ${blockedURI}`));
}
