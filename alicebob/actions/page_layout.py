"""The layout of the page: what is in sight, where it is, and what moves."""

from itertools import pairwise

from alicebob.actions.visitor import PageVisitor
from alicebob.model.shown_page import ShownPage
from alicebob.transport.visitor import PlaywrightPage

_TOUCHABLE = 44  # pixels: what a finger needs (WCAG 2.5.5)
_DARK = 0.2  # of full luminance
_NEEDED = {
    "messageInput": "the message box",
    "sendButton": "the button to send",
    "leaveButton": "the button to leave",
}

_IN_SIGHT = """id => {
  const element = typeof id === "string" ? document.getElementById(id) : id;
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const isBelowTop = box.left >= -1 && box.top >= -1;
  const isAboveEnd = box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  return isBelowTop && isAboveEnd && element.contains(document.elementFromPoint(x, y));
}"""
_LAST_IN_SIGHT = f"""() => {{
  const last = [...document.querySelectorAll("#messages .message")].at(-1);
  return last !== undefined && ({_IN_SIGHT})(last);
}}"""
_TOO_WIDE = """() => [...document.querySelectorAll("main, button, textarea, #messages, .content")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width >= 2)
  .filter((each) => each.getBoundingClientRect().right > screen.width + 1
    || (each.matches("#messages, .content") && each.scrollWidth > each.clientWidth + 1))
  .map((each) => each.outerHTML.slice(0, 80))"""
_SMALL_TARGETS = """size => [...document.querySelectorAll("button, summary, input, textarea")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((each) => [each.innerText || each.id, each.getBoundingClientRect()])
  .filter(([, box]) => box.width >= 2 && box.height < size - 0.5 )
  .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
_MOVING = """() => document.getAnimations().filter((each) => each.playState === "running")
  .map((each) => each.animationName ?? each.transitionProperty)"""
_LUMINANCE = """() => {
  const color = getComputedStyle(document.querySelector("main")).backgroundColor;
  const [red, green, blue] = color.match(/[\\d.]+/g);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""
_PLACE = """text => {
  const all = [...document.querySelectorAll("#messages .message")];
  const entry = all.find((each) => each.querySelector(".content").textContent === text);
  return entry ? Math.round(entry.getBoundingClientRect().top) : null;
}"""
_DIRECTION = """text => {
  const all = [...document.querySelectorAll("#messages .content")];
  return getComputedStyle(all.find((each) => each.textContent === text)).direction;
}"""
_AS_DRAWN = """text => {
  const all = [...document.querySelectorAll("#messages .content")];
  return all.some((each) => each.innerText === text);
}"""


def expect_usable(visitor: PageVisitor) -> None:
    """Expect that the message box, the buttons to send and to leave, and the last message are in
    sight at once, and that nothing has to be scrolled sideways."""
    for id, name in _NEEDED.items():
        visitor.becomes_true(_IN_SIGHT, f"{name} is in sight", id)
    visitor.becomes_true(_LAST_IN_SIGHT, "the last message is in sight")
    expect_no_sideways(visitor)


def expect_no_sideways(visitor: PageVisitor) -> None:
    """Expect that nothing has to be scrolled sideways."""
    wide = visitor.evaluate(_TOO_WIDE)
    visitor.expect_now("nothing to scroll sideways", not wide, "\n".join(wide))


def expect_last_in_sight(visitor: PageVisitor) -> None:
    """Expect that the last message is in sight."""
    visitor.becomes_true(_LAST_IN_SIGHT, "the last message is in sight")


def expect_touchable(visitor: PageVisitor) -> None:
    """Expect that everything to touch is large enough for a finger."""
    small = visitor.evaluate(_SMALL_TARGETS, _TOUCHABLE)
    visitor.expect_now(f"all targets of {_TOUCHABLE} pixels", not small, "\n".join(small))


def expect_still(visitor: PageVisitor) -> None:
    """Expect that nothing on the page moves."""
    moving = visitor.evaluate(_MOVING)
    visitor.expect_now("nothing moves", not moving, ", ".join(moving))


def expect_scheme(visitor: PageVisitor, is_dark: bool) -> None:
    """Expect a dark page, or a light one."""
    luminance = visitor.evaluate(_LUMINANCE)
    visitor.expect_now(
        "a dark page" if is_dark else "a light page", (luminance < _DARK) is is_dark, str(luminance)
    )


def expect_drawn(visitor: PageVisitor, text: str) -> None:
    """Expect that a text is drawn with every blank and line break."""
    visitor.becomes_true(_AS_DRAWN, f"{text!r}, as it was written", text)


def expect_direction(visitor: PageVisitor, text: str, direction: str) -> None:
    """Expect that a text runs from the right, or from the left."""
    is_so = visitor.evaluate(_DIRECTION, text) == direction
    visitor.expect_now(f"{text!r} runs {direction}", is_so)


def place_of(visitor: PageVisitor, text: str) -> object:
    """Return where a message is on the screen, from the top."""
    return visitor.evaluate(_PLACE, text)


def scroll(visitor: PageVisitor, pixels: int) -> None:
    """Turn the wheel over the messages, and wait until they have moved."""

    async def turn(page: PlaywrightPage) -> None:
        await page.get_by_role("log", name="Messages").hover()
        before = await page.evaluate("document.getElementById('messages').scrollTop")
        await page.mouse.wheel(0, pixels)
        await page.wait_for_function(
            "before => document.getElementById('messages').scrollTop !== before", arg=before
        )

    visitor.act("scroll", turn)


def expect_place(visitor: PageVisitor, text: str, place: object) -> None:
    """Expect that a message is where it was."""
    visitor.becomes_true(
        f"([text, place]) => Math.abs(({_PLACE})(text) - place) <= 2",
        f"{text!r} is where it was, at {place}; now it is at {place_of(visitor, text)}",
        [text, place],
    )


def expect_other_place(visitor: PageVisitor, text: str, place: object) -> None:
    """Expect that a message has moved."""
    visitor.becomes_true(
        f"([text, place]) => Math.abs(({_PLACE})(text) - place) > 2",
        f"{text!r} has moved from {place}",
        [text, place],
    )


def press_out_of_sight(visitor: PageVisitor, button: str) -> None:
    """Press a button where it is, without scrolling to it."""
    visitor.act(
        f"press {button}",
        lambda page: page.get_by_role("button", name=button).dispatch_event("click"),
    )


def expect_link(visitor: PageVisitor, text: str) -> None:
    """Expect that exactly ``text`` is a link, which opens another tab."""
    target = visitor.act(
        f"find the link {text}",
        lambda page: page.get_by_role("link", name=text, exact=True).get_attribute("target"),
    )
    visitor.expect_now("a link that leaves the chat open", target == "_blank", str(target))


def expect_marked(visitor: PageVisitor, word: str, kind: str) -> None:
    """Expect that a word of a message is emphasised, is code, or is marked."""
    visitor.act(
        f"find {word} as {kind}",
        lambda page: page.locator(f"#messages .content {_TAGS[kind]}", has_text=word).wait_for(),
    )


_TAGS = {"emphasis": "em", "code": "code", "a mention": "mark"}


def expect_line_above(visitor: PageVisitor, words: str, text: str) -> None:
    """Expect a line with these words, directly above a message."""

    def is_above(shown: ShownPage) -> bool:
        pairs = pairwise(shown.entries)
        return any(line.words == words and below.text == text for line, below in pairs)

    visitor.expect(f"{words!r} above {text!r}", is_above)


def expect_day_above(visitor: PageVisitor, text: str) -> None:
    """Expect a line with a day, directly above a message."""

    def is_above(shown: ShownPage) -> bool:
        pairs = pairwise(shown.entries)
        return any(line.kind == "day" and below.text == text for line, below in pairs)

    visitor.expect(f"a day above {text!r}", is_above)
