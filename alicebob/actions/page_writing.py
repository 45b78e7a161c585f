"""Acts of visitors at the keyboard, and the place of the cursor."""

from typing import Any

from alicebob.actions.visitor import MESSAGE, PageVisitor
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.transport.visitor import PlaywrightPage

_MOST_PLACES = 30  # where the cursor may be
_TOO_LONG = 65_537  # characters


def compose(visitor: PageVisitor, text: str) -> None:
    """Begin ``text`` with an input method, which shows it before it is chosen."""

    async def begin(page: PlaywrightPage) -> None:
        await page.get_by_role("textbox", name=MESSAGE).focus()
        session = await _chromium_session(page)
        where = {"selectionStart": len(text), "selectionEnd": len(text)}
        await session.send("Input.imeSetComposition", {"text": text, **where})

    visitor.act("compose a text", begin)


def confirm_composition(visitor: PageVisitor, text: str) -> None:
    """Choose ``text`` with Enter, as input methods have it: the key belongs to the method (229)."""

    async def confirm(page: PlaywrightPage) -> None:
        session = await _chromium_session(page)
        key: dict[str, Any] = {"windowsVirtualKeyCode": 229, "key": "Enter", "code": "Enter"}
        await session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
        await session.send("Input.insertText", {"text": text})
        await session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    visitor.act("choose the text", confirm)


async def _chromium_session(page: PlaywrightPage) -> Any:
    if page.context.browser.browser_type.name != "chromium":
        raise CouldNotTell("nobody composes a text", "only Chromium lets the suite do that")
    return await page.context.new_cdp_session(page)


def expect_draft(visitor: PageVisitor, text: str) -> None:
    """Expect that exactly this stands in the message box."""
    visitor.becomes_true(
        "wanted => document.getElementById('messageInput').value === wanted",
        f"the message box has {text!r}",
        text,
    )


def expect_cursor(visitor: PageVisitor, name: str) -> None:
    """Expect that the cursor is in the field, or on the button, of this name."""
    visitor.becomes_true(_HAS_CURSOR, f'the cursor is at "{name}"', name)


_HAS_CURSOR = """name => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label");
  return (label ?? element.innerText).trim().replace(/\\s+/g, " ") === name;
}"""


def press_until(visitor: PageVisitor, key: str, name: str) -> None:
    """Press a key until the cursor is at the place of this name, as somebody does who listens."""
    for _ in range(_MOST_PLACES):
        visitor.press(key)
        if visitor.evaluate(_HAS_CURSOR, name):
            return
    visitor.fail(f"{visitor.label} does not come there.", f"the cursor at {name!r}")


def write_too_long(visitor: PageVisitor) -> None:
    """Write one character more than a message may have, and try to send it."""
    visitor.write("x" * _TOO_LONG)
    visitor.press("Enter")


def expect_kept(visitor: PageVisitor) -> None:
    """Expect that the text that was too long is still there."""
    length = len(visitor.draft())
    visitor.expect_now("the text is kept", length == _TOO_LONG, f"{length} characters")


def reload(visitor: PageVisitor) -> None:
    """Load the page again."""
    visitor.tab.forget()
    visitor.act("refresh the page", lambda page: page.reload())


def go_elsewhere_and_back(visitor: PageVisitor) -> None:
    """Follow a link away from the page, and come back."""

    async def go(page: PlaywrightPage) -> None:
        await page.goto("about:blank")
        await page.go_back()

    visitor.tab.forget()
    visitor.act("go back", go)


def go_forward(visitor: PageVisitor) -> None:
    """Go back to before the page, and forward again."""

    async def go(page: PlaywrightPage) -> None:
        here = page.url
        await page.go_back()
        if page.url == here:
            raise CouldNotTell("nobody goes back", "Firefox has no empty page before the first one")
        await page.go_forward()

    visitor.tab.forget()
    visitor.act("go forward", go)
