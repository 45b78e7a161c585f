"""The line between a visitor and the server: it is cut, goes silent, and is mended."""

import re

from alicebob.actions.visitor import PageVisitor
from alicebob.data import tokens
from alicebob.transport.visitor import PlaywrightPage

_WORDS = {
    "is connected": "connected",
    "is connecting again": "reconnecting",
    "has no answer": "doubtful",
}


def expect_state(visitor: PageVisitor, words: str) -> None:
    """Expect that the page says how the connection is."""
    state = _WORDS[words]
    visitor.expect(f"that it {words}", lambda shown: shown.state == state)


def expect_status(visitor: PageVisitor, text: str) -> None:
    """Expect the text with which the page says that."""
    visitor.expect(f'"{text}"', lambda shown: shown.status == text)


def has_own_clock(visitor: PageVisitor) -> None:
    """Give a visitor, who has not opened the page yet, a clock that can be put forward."""
    visitor.act("have a clock", lambda page: page.clock.install())


def put_forward(visitor: PageVisitor, seconds: int) -> None:
    """Let that much time pass on the page, at once."""
    visitor.act("wait", lambda page: page.clock.run_for(seconds * 1000))


def stop_clock(visitor: PageVisitor) -> None:
    """Stop the clock of a visitor who has one of their own."""

    async def stop(page: PlaywrightPage) -> None:
        await page.clock.pause_at(await page.evaluate("Date.now()") / 1000 + 1)

    visitor.act("stop the clock", stop)


def open_with_late_scripts(visitor: PageVisitor) -> None:
    """Open the page by a line that brings its scripts only when it is mended."""
    visitor.tab.network.hold_scripts()
    visitor.begin_to_open()


def connect_again(visitor: PageVisitor) -> None:
    """Try now to connect, unless the page has done so by itself."""
    visitor.evaluate(_TRY_NOW)
    visitor.expect(f"{visitor.label} is in the chat again", lambda shown: shown.is_in_chat)


_TRY_NOW = """() => {
  const button = document.getElementById("tryButton");
  if (button.checkVisibility()) button.click();
}"""


def is_a_day_ahead(visitor: PageVisitor) -> None:
    """Have it be tomorrow for a visitor, who has not opened the page yet."""

    async def begin(page: PlaywrightPage) -> None:
        tomorrow = await page.evaluate("Date.now() + 24 * 3600 * 1000")
        await page.clock.install(time=tomorrow / 1000)

    visitor.act("have another day", begin)


def lose_network(visitor: PageVisitor, is_lost: bool) -> None:
    """Have the browser itself know that there is no network, or that there is one again."""
    visitor.act("lose the network", lambda page: page.context.set_offline(is_lost))


def set_line_switch(visitor: PageVisitor) -> None:
    """Turn the switch of the demo panel."""
    visitor.act("turn it", lambda page: page.get_by_role("switch", name="Connection").click())


def expect_frame(visitor: PageVisitor, way: str, text: str) -> None:
    """Expect a frame with ``text`` in the demo panel, which went ``in`` or ``out``."""

    async def look(page: PlaywrightPage) -> None:
        frames = page.get_by_role("list", name="Frames").get_by_role("listitem")
        await frames.filter(has_text=text).filter(has_text=re.compile(f"^{way} ")).first.wait_for()

    visitor.act(f"see {text!r} go {way}", look)


def open_with_token(visitor: PageVisitor, name: str, secret: str) -> None:
    """Open a link with a sign-in token."""
    url = f"{visitor.tab.network.url}?room={visitor.room}#token={tokens.token(name, secret)}"
    visitor.act("open the page", lambda page: page.goto(url))


def expect_no_token(visitor: PageVisitor) -> None:
    """Expect that neither the address nor the history of the tab has a token."""
    address = str(visitor.evaluate("location.href"))
    visitor.expect_now("an address without a token", "token" not in address, address)
