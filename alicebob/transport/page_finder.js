// Runs in a chat page before the page's own scripts, and finds the places that the [page] of a profile
// names (docs/pages.md). `reach` serves the suite itself, which clicks and types where it says.
() => {
  const TEXT = "input:not([type]),input[type=text],input[type=email],input[type=tel],input[type=url],textarea";
  const NATIVE = {
    button: "button,summary,input[type=button],input[type=submit]",
    checkbox: "input[type=checkbox]",
    combobox: "select",
    form: "form",
    heading: "h1,h2,h3,h4,h5,h6",
    link: "a[href]",
    list: "ul,ol",
    main: "main",
    searchbox: "input[type=search]",
    status: "output",
    textbox: TEXT,
  };

  const trimmed = (text) => text.replace(/\s+/g, " ").trim();

  function labelsOf(element) {
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/);
    const pointed = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const own = Array.from(element.labels ?? [], (label) => label.textContent);
    return [pointed, element.getAttribute("aria-label") ?? "", ...own].map(trimmed).filter(Boolean);
  }

  function nameOf(element) {
    if (element.localName === "input" && element.type !== "text") return labelsOf(element)[0] ?? element.value;
    return labelsOf(element)[0] ?? trimmed(element.textContent);
  }

  /** @returns {Element[]} every element that is such a place */
  function all({ by, name }) {
    if (by === "css") return [...document.querySelectorAll(name)];
    if (by === "placeholder") return [...document.querySelectorAll(`[placeholder="${CSS.escape(name)}"]`)];
    if (by === "label") return [...document.querySelectorAll("input,textarea,select,[contenteditable]")].filter((each) => labelsOf(each).includes(name));
    const native = NATIVE[by];
    const found = document.querySelectorAll(`[role="${by}"]${native ? `,${native}` : ""}`);
    return [...found].filter((each) => name === "" || nameOf(each) === name);
  }

  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  /** @returns what stands there to be clicked, if it is one element that moves no more and that nothing covers */
  function target(element) {
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const there = document.elementFromPoint(x, y);
    const isMoving = document.getAnimations().some((each) => each.playState === "running");
    return there && element.contains(there) && !element.disabled && !isMoving ? { x, y } : null;
  }

  const POINTED = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
  let isHit = false;
  let aimed = null;

  /** Keeps from everything else what is meant for the element: it may move before the click arrives. */
  function guard(event) {
    if (!aimed.contains(event.target)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (event.type === "click") isHit = true;
  }

  /** @returns the point at which a click hits an element, as far as one knows */
  function aim(element) {
    const point = target(element);
    if (!point) return null;
    aimed = element;
    isHit = false;
    for (const type of POINTED) addEventListener(type, guard, { capture: true });
    return point;
  }

  /** Ends an attempt of the suite to click. @returns {boolean} whether it hit what it was aimed at */
  window.aliceAndBobHit = () => {
    for (const type of POINTED) removeEventListener(type, guard, { capture: true });
    return isHit;
  };

  /** @returns {boolean} whether the cursor stands there now */
  function focus(element) {
    element.focus();
    return document.activeElement === element;
  }

  const KEEPS_BLANKS = new Set(["pre", "pre-wrap", "break-spaces"]);
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

  /** Goes to a place for the suite. @returns null if it is not one single element that is seen */
  window.aliceAndBobReach = (spot, how) => {
    const seen = all(spot).filter(isSeen);
    if (seen.length !== 1) return null;
    return how === "click" ? aim(seen[0]) : focus(seen[0]) || null;
  };

  /** @returns the name of each person in the list that is open, with the element to choose them by */
  function people(source) {
    const [, selector, attribute] = source.match(/^(.*?)(@[^@\]]*)?$/s);
    const seen = [...document.querySelectorAll(selector)].filter(isSeen);
    return seen.map((element) => ({ name: value(element, attribute ?? ""), element }));
  }

  /** @returns {Promise} what `look` finds, as soon as it finds something */
  function found(look) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(again);
      function again() {
        const result = look();
        if (!result) return;
        observer.disconnect();
        resolve(result);
      }
      observer.observe(document, { childList: true, subtree: true, attributes: true });
      again();
    });
  }

  /** Reads the open list of people for the suite. @returns {Promise<string[]>} */
  window.aliceAndBobPeople = (source) =>
    found(() => {
      const names = people(source).map(({ name }) => name);
      return names.length > 0 && names;
    });

  /** @returns {Promise} the point at which the suite chooses a person in the open list */
  window.aliceAndBobPerson = (source, wanted) =>
    found(() => {
      const person = people(source).find(({ name }) => name === wanted);
      return person && aim(person.element);
    });

  /** @returns {Element | null} the place that the table names */
  const find = (spot) => (spot ? (all(spot)[0] ?? null) : null);
  return { find, shown, value };
}
