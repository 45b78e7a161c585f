"""A visitor: a person on the page of the reference server, with all that people do there.

Places are found as people find them, by role and name (docs/page.md).
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlencode

from alicebob.model.shown_page import ShownPage
from alicebob.scenario.judge import Judge
from alicebob.transport.visitor import PageFailed, PlaywrightPage, VisitorTab

T = TypeVar("T")
MESSAGE, NAME = "Message", "Enter your name"


class PageVisitor:
    """One tab of a person. ``room`` is where the page leads; "" is the room of the page's own."""

    def __init__(self, label: str, tab: VisitorTab, room: str, judge: Judge) -> None:
        self.label, self.tab, self.room = label, tab, room
        self._judge = judge

    @property
    def shown(self) -> ShownPage:
        """The state of the page now."""
        return self.tab.shown

    def open(self, **query: str) -> None:
        """Open the page; ``query`` is what a link to it asks for."""
        self.act("open the page", lambda page: page.goto(self._address(query)))

    def begin_to_open(self) -> None:
        """Open the page, and do not wait until all of it has been loaded."""
        self.act("open the page", lambda page: page.goto(self._address({}), wait_until="commit"))

    def open_anew(self, **query: str) -> None:
        """Open the page as somebody who was never there: the tab has forgotten everything."""
        if self.shown.screen:
            self.evaluate("sessionStorage.clear()")
            self.act("leave the page", lambda page: page.goto("about:blank"))
        self.open(**query)

    def _address(self, query: Mapping[str, str]) -> str:
        asked = {**({"room": self.room} if self.room else {}), **query}
        return f"{self.tab.network.url}?{urlencode(asked)}".rstrip("?")

    def join(self, name: str) -> None:
        """Write a name on the first screen, and ask to join."""
        self.fill(NAME, name)
        self.press("Enter")

    def fill(self, field: str, text: str) -> None:
        """Put ``text`` into a field, in the place of what it had."""
        self.act(
            f'fill in "{field}"', lambda page: page.get_by_role("textbox", name=field).fill(text)
        )

    def type(self, text: str) -> None:
        """Press the key of each character, wherever the cursor is."""
        self.act("type", lambda page: page.keyboard.type(text))

    def press(self, key: str) -> None:
        """Press a key, or several at once ("Shift+Enter")."""
        self.act(f"press {key}", lambda page: page.keyboard.press(key))

    def write(self, text: str) -> None:
        """Put ``text`` into the message box."""
        self.fill(MESSAGE, text)

    def say(self, text: str) -> None:
        """Write ``text``, and send it."""
        self.write(text)
        self.press("Enter")

    def click(self, button: str) -> None:
        """Click a button by its name."""
        self.act(
            f'click "{button}"',
            lambda page: page.get_by_role("button", name=button, exact=True).click(),
        )

    def tap(self, button: str) -> None:
        """Touch a button."""
        self.act(f'tap "{button}"', lambda page: page.get_by_role("button", name=button).tap())

    def draft(self) -> str:
        """Return what stands in the message box."""
        return str(self.evaluate("document.getElementById('messageInput').value"))

    def evaluate(self, script: str, argument: object = None) -> Any:
        """Return what a script finds out in the page."""
        return self.act("be asked", lambda page: page.evaluate(script, argument))

    def becomes_true(self, script: str, expected: str, argument: object = None) -> None:
        """Expect that a script returns true now or soon."""

        def wait(page: PlaywrightPage) -> Coroutine[Any, Any, Any]:
            return page.wait_for_function(script, arg=argument)  # type: ignore[no-any-return]

        try:
            self.tab.run(wait)
        except PageFailed:
            self.fail(f"The page of {self.label} does not come to this.", expected)

    def act(self, what: str, work: Callable[[PlaywrightPage], Coroutine[Any, Any, T]]) -> T:
        """Do something on the page. Fail if it cannot be done."""
        try:
            return self.tab.run(work)
        except PageFailed as failure:
            self.fail(
                f"{self.label} could not {what}.", "the page lets people do this", str(failure)
            )

    def expect(self, expected: str, condition: Callable[[ShownPage], bool]) -> None:
        """Expect that the page shows, now or soon, what fulfils ``condition``."""
        if not self.tab.wait_until(condition):
            self.fail(f"The page of {self.label} shows something else.", expected)

    def expect_asked(self, question: str) -> None:
        """Expect that a dialog has asked this, and nothing else has."""
        dialogs = self.tab.oddities.dialogs
        self.expect_now(f"the question {question!r}", dialogs == [question], str(dialogs))
        dialogs.clear()

    def expect_now(self, expected: str, is_so: bool, actual: str = "") -> None:
        """Expect what has been looked at already."""
        if not is_so:
            self.fail(f"The page of {self.label} is different.", expected, actual)

    def fail(self, headline: str, expected: str, actual: str = "") -> NoReturn:
        """Fail the scenario, and tell what the page shows."""
        self._judge.fail(headline, expected, "\n".join(filter(None, [actual, str(self.shown)])))
