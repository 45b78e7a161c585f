"""The page as those perceive it who do not see it as others do."""

from typing import Any

from alicebob.actions.visitor import PageVisitor
from alicebob.transport.visitor import PlaywrightPage

_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
_LIVE = {"as soon as possible": "assertive", "politely": "polite", "not at all": "off"}
_ROLES = {"log": "polite", "status": "polite", "alert": "assertive"}
_IS_LIVE = """([element, live, usual]) => (element.getAttribute("aria-live") ?? usual) === live"""


def expect_no_violations(visitor: PageVisitor) -> None:
    """Expect that axe-core finds nothing."""

    async def look(page: PlaywrightPage) -> list[dict[str, Any]]:
        from axe_playwright_python.async_playwright import Axe

        results = await Axe().run(page, options=_RULES)
        return list(results.response["violations"])

    found = visitor.act("be examined", look)
    words = [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
    visitor.expect_now("no violation that axe-core finds", not found, "\n".join(words))


def expect_role(visitor: PageVisitor, role: str, name: str) -> None:
    """Expect that a screen reader finds something with this role and name."""
    visitor.act(
        f"find the {role} {name!r}",
        lambda page: page.get_by_role(role, name=name, exact=True).first.wait_for(),
    )


def expect_described(visitor: PageVisitor, field: str, words: str) -> None:
    """Expect the words that a screen reader adds to a field."""

    async def described(page: PlaywrightPage) -> str:
        box = page.get_by_role("textbox", name=field)
        return str(await box.evaluate(_DESCRIPTION))

    found = visitor.act(f"find {field}", described)
    visitor.expect_now(f"{field} is described by {words!r}", words in found, found)


_DESCRIPTION = """element => (element.getAttribute("aria-describedby") ?? "").split(" ")
  .map((id) => document.getElementById(id)?.innerText ?? "").join(" ")"""


def expect_live(visitor: PageVisitor, role: str, how: str) -> None:
    """Expect that changes of the element with this role are read out ``how``."""

    async def wait(page: PlaywrightPage) -> None:
        element = await page.get_by_role(role).first.element_handle()
        await page.wait_for_function(_IS_LIVE, arg=[element, _LIVE[how], _ROLES[role]])

    visitor.act(f"have the {role} read out {how}", wait)


_NOTE = """() => {
  const log = document.getElementById("messages");
  window.readOut = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      if (log.ariaLive === "off") continue;
      for (const node of addedNodes) window.readOut.push(node.textContent);
    }
  }).observe(log, { childList: true });
}"""


def note_read_out(visitor: PageVisitor) -> None:
    """Note from now on what is added to the messages while they are read out."""
    visitor.evaluate(_NOTE)


def expect_nothing_read_out(visitor: PageVisitor) -> None:
    """Expect that nothing of what was added has been read out."""
    found = visitor.evaluate("window.readOut")
    visitor.expect_now("nothing is read out", not found, "\n".join(found))
