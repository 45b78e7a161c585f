"""One user of the suite on a chat page: requests in, lines of a driver out."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping

from playwright.async_api import Error as PlaywrightError

from alicebob.transport.driver_connection import ConnectionLine
from alicebob.transport.page_tab import News, PageTab
from alicebob.wires.driver_lines import (
    DriverError,
    Ended,
    HeardLine,
    Opened,
    TurnedAway,
    read_line,
)
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.page import ChatPage
from alicebob.wires.page_news import here_line, line_of, wrong_line

_SHOWN = Heard(HeardKind.IGNORE)  # its bytes say what was shown
_LEFT = 1000  # close code


class PageUser:
    """A user, from the page's loading to its end. Everything runs on the thread of the browser.

    ``tell`` gets each line as ``read_line`` returns it, with its bytes.
    """

    def __init__(
        self,
        number: int,
        tab: PageTab,
        table: ChatPage,
        tell: Callable[[ConnectionLine, bytes], None],
        timeout: float,
    ) -> None:
        """``timeout`` is in seconds, for each act on the page."""
        self.tab = tab
        self._number, self._table, self._tell, self._timeout = number, table, tell, timeout
        self._answered, self._ended = asyncio.Event(), asyncio.Event()
        self._has_news = asyncio.Event()
        self.went_wrong = False
        self.is_over = False
        self.is_out = False  # of the chat, as the page offers it
        self._is_in = self._is_leaving = False
        self._early: list[bytes] = []  # what the page shows before the user is known to be in
        self._status = self._refusal = ""
        tab.begin(self._shown, self._lost)

    async def open(self, url: str, line: Mapping[str, object]) -> None:
        """Load the page and join, and tell what came of it."""
        user, room = line.get("user"), line.get("room")
        headers = line.get("headers")
        try:
            await self.tab.go(url, headers if isinstance(headers, dict) else {}, self._timeout)
            await self.tab.acts.enter(_text(user), _text(room))
            if self._table.status is None:
                await self._wait_for_box()
            await asyncio.wait_for(self._answered.wait(), self._timeout)
        except TimeoutError:
            self._fail(f'the page has not come into the chat; it says "{self._status}"')
        except PlaywrightError as error:
            self._fail(f"the page cannot be used: {error.message}")

    async def do(self, line: Mapping[str, object]) -> None:
        """Do what a user does in the chat."""
        if self.is_over:
            return
        try:
            await asyncio.wait_for(self._act(line), 2 * self._timeout)
        except TimeoutError:
            self._fail("the page does not answer")
        except PlaywrightError as error:
            self._fail(f"the page cannot be used: {error.message}")

    async def _act(self, line: Mapping[str, object]) -> None:
        match line["do"]:
            case "say":
                await self.tab.acts.say(str(line["text"]))
            case "whisper":
                await self.tab.acts.whisper(str(line["to"]), str(line["text"]))
            case "users":
                users = await self.tab.acts.people()
                self._hear(here_line(self._number, users))
            case "typing":
                await self.tab.acts.set_typing(bool(line["typing"]))
            case "close":
                await self._leave()
            case "drop":
                self._end(None, "")
                await self.tab.close_page()

    async def _wait_for_box(self) -> None:
        box = asyncio.ensure_future(self.tab.acts.wait_for_message_box())
        answered = asyncio.ensure_future(self._answered.wait())
        await asyncio.wait({box, answered}, return_when=asyncio.FIRST_COMPLETED)
        answered.cancel()
        if box.done():
            box.result()
            self._enter()
        else:
            box.cancel()

    async def _leave(self) -> None:
        """Leave, and wait until the page is out of the chat; a page without a way out is closed.

        Whoever is asked back stays until the page shows something new, such as the last words.
        """
        self._is_leaving = True
        self._has_news.clear()
        while not await self.tab.leave():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._has_news.wait(), self._timeout / 10)
            if not self._has_news.is_set():
                await self.tab.leave(at_any_cost=True)
                break
            self._has_news.clear()
        if self._table.leave is None:
            self._end(_LEFT, "")
            return
        try:
            await asyncio.wait_for(self._ended.wait(), self._timeout)
        except TimeoutError:
            self._fail("the page is still in the chat after its user has left")

    def _shown(self, news: News) -> None:
        self._has_news.set()
        for each in news:
            if "status" in each:
                self._read_status(str(each["status"]))
            elif "refused" in each:
                self._refuse(str(each["refused"]))
            elif "dialog" in each:
                why = f"the page opened a dialog: {json.dumps(each['dialog'])}"
                self._hear(wrong_line(self._number, why))
            else:
                line = line_of(self._table, self._number, each)
                if line is not None:
                    self._hear(line)

    def _hear(self, line: bytes) -> None:
        if self._is_in and not self.is_over:
            self._tell_shown(line)
        elif not self.is_over:
            self._early.append(line)

    def _read_status(self, status: str) -> None:
        self._status = status
        is_connected = status == self._table.connected
        if is_connected and not self._is_in:
            self._enter()
        elif self._is_in and not is_connected:
            self._gone(f'the page says "{status}"')

    def _enter(self) -> None:
        if self._is_in or self.is_over:
            return
        self._is_in = True
        self._say("opened")
        self._answered.set()
        early, self._early = self._early, []
        for line in early:
            self._tell_shown(line)

    def _refuse(self, sentence: str) -> None:
        if not self._is_in and not self.is_over:
            self.is_over = True
            self._say("refused", text=sentence)
            self._answered.set()

    def _lost(self) -> None:
        if self._table.status is None and self._is_in:
            self._gone("the page's connection ended")

    def _gone(self, why: str) -> None:
        if self._is_leaving:
            self._end(_LEFT, "")
        else:
            self._end(None, why)

    def _end(self, code: int | None, reason: str) -> None:
        if not self.is_over:
            self.is_over = True
            self.went_wrong = code is None and bool(reason)
            self.is_out = code == _LEFT and self._table.leave is not None
            self._ended.set()
            self._say("ended", reason=reason, **({} if code is None else {"code": code}))

    def _fail(self, why: str) -> None:
        if not self.is_over:
            self.is_over = self.went_wrong = True
            self._say("error", text=why)

    def _tell_shown(self, line: bytes) -> None:
        self._tell(HeardLine(self._number, _SHOWN), line)

    def _say(self, event: str, **values: object) -> None:
        raw = json.dumps({"event": event, "connection": self._number, **values}).encode()
        line = read_line(raw.decode())
        assert isinstance(line, Opened | TurnedAway | Ended | DriverError)
        self._tell(line, raw)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
