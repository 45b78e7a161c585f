"""One tab of the browser, in a context of its own: it does with a chat page what a person does.

All of it runs on the thread of the browser.
"""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, WebSocket
from playwright.async_api import Error as PlaywrightError

from alicebob.wires.page import ChatPage, Spot

News = Sequence[Mapping[str, object]]
BLANK = "about:blank"
_OBSERVER = Path(__file__).with_name("page_observer.js")
_KEPT = 40  # lines of the console, and frames, of one user
_LONGEST = 300  # characters of a frame that are kept
_EMPTIED = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass(slots=True)
class PageRecord:
    """The console and the frames of the page of one user: the last of each."""

    console: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT))
    frames: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT))


class PageTab:
    """A tab, which one user after the other uses; between two of them it is emptied."""

    def __init__(self, context: BrowserContext, page: Page, table: ChatPage) -> None:
        self.record = PageRecord()
        self.lock = asyncio.Lock()  # what a user does is done in its order
        self._context, self._page, self._table = context, page, table
        self._has_cursor = False  # in the message box
        self._take: Callable[[News], None] | None = None
        self._lost: Callable[[], None] = lambda: None

    @classmethod
    async def open(cls, context: BrowserContext, table: ChatPage) -> "PageTab":
        """Return a new, empty tab in ``context``."""
        tab = cls(context, await context.new_page(), table)
        observer = f"({_OBSERVER.read_text('utf-8')})({json.dumps(table.observed())})"
        await context.expose_binding("aliceAndBobShown", lambda _source, news: tab._told(news))
        await context.add_init_script(observer)
        page = tab._page
        record_page(page, lambda: tab.record, lambda: tab._lost)
        page.on("dialog", tab._on_dialog)
        return tab

    def begin(self, take: Callable[[News], None], lost: Callable[[], None]) -> None:
        """Hand everything that the page shows to ``take`` from now on, and call ``lost`` when a
        WebSocket of the page has ended."""
        self.record, self._has_cursor = PageRecord(), False
        self._take, self._lost = take, lost

    async def go(self, url: str, headers: Mapping[str, str], timeout: float) -> None:
        """Load the page; ``timeout`` is in seconds, for this and for each of the acts below.

        Raises ``PlaywrightError``, as they all do.
        """
        self._page.set_default_timeout(timeout * 1000)
        if headers:
            await self._context.set_extra_http_headers(dict(headers))
        await self._page.goto(url, wait_until="load")

    async def enter(self, user: str | None, room: str | None) -> None:
        """Fill in the form that leads into the chat, and send it off."""
        table = self._table
        if table.room is not None and room is not None:
            await self._at(table.room).fill(room)
        if table.name is not None:
            await self._at(table.name).focus()
            await self._page.keyboard.insert_text(user or "")
        if table.join is not None:
            await self._at(table.join).click()
        elif table.name is not None:
            await self._page.keyboard.press("Enter")

    async def wait_for_message_box(self) -> None:
        """Wait until there is something to write into."""
        await self._at(self._table.message).wait_for()

    async def say(self, text: str) -> None:
        """Write ``text``, and send it.

        Where Enter sends, the cursor must stay in the message box: nobody puts it back there before
        each message.
        """
        box = self._at(self._table.message)
        if self._table.send is not None:
            await box.fill(text)
            await self._at(self._table.send).click()
            return
        if not self._has_cursor:
            await box.focus()
            self._has_cursor = True
        await self._page.keyboard.insert_text(text)
        await self._page.keyboard.press("Enter")

    async def set_typing(self, is_typing: bool) -> None:
        """Begin to write something, or take it away again."""
        box = self._at(self._table.message)
        if is_typing:
            await box.press_sequentially("…")
        else:
            await box.clear()

    async def leave(self) -> None:
        """Leave the chat as the page offers it, or else close the tab."""
        if self._table.leave is not None:
            await self._at(self._table.leave).click()
        else:
            await self.close_page()

    async def close_page(self) -> None:
        """Leave the page at once."""
        await self._page.goto(BLANK)

    async def empty(self) -> None:
        """End the use of the tab: nothing of it is left for the next user."""
        self._take, self._lost = None, lambda: None
        if self._page.url != BLANK:
            with contextlib.suppress(PlaywrightError):
                await self._page.evaluate(_EMPTIED)
            await self.close_page()
        await self._context.clear_cookies()

    async def close(self) -> None:
        """Close the tab and its context."""
        await self._context.close()

    async def screenshot(self) -> bytes | None:
        """Return what the page looks like, as a PNG file; None if nobody can tell any more."""
        try:
            return await self._page.screenshot()
        except PlaywrightError:
            return None

    def _at(self, spot: Spot) -> Locator:
        match spot.by:
            case "css":
                return self._page.locator(spot.name)
            case "label":
                return self._page.get_by_label(spot.name, exact=True)
            case "placeholder":
                return self._page.get_by_placeholder(spot.name, exact=True)
        name = spot.name or None
        return self._page.get_by_role(spot.by, name=name, exact=True)  # type: ignore[arg-type]

    def _told(self, news: str) -> None:
        if self._take is not None:
            self._take(json.loads(news))

    async def _on_dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload" and self._take is not None:
            self._take([{"dialog": dialog.message}])
        await dialog.accept()


def record_page(
    page: Page,
    record: Callable[[], PageRecord],
    lost: Callable[[], Callable[[], None]] = lambda: lambda: None,
) -> None:
    """Have the ``record`` at each time note the console and the frames of ``page``; what ``lost``
    returns when a WebSocket begins is called when it has ended."""

    def on_websocket(socket: WebSocket) -> None:
        _record_socket(socket, record(), lost())

    page.on("console", lambda message: record().console.append(_line(message)))
    page.on("pageerror", lambda error: record().console.append(f"error: {error}"))
    page.on("websocket", on_websocket)


def _line(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text[:_LONGEST]}"


def _record_socket(socket: WebSocket, record: PageRecord, lost: Callable[[], None]) -> None:
    def note(direction: str, payload: str | bytes) -> None:
        shown = payload if isinstance(payload, str) else payload.decode("utf-8", "replace")
        record.frames.append(f"{direction} {shown[:_LONGEST]}")

    def end(_: WebSocket) -> None:
        record.frames.append("  the connection ended")
        lost()

    socket.on("framesent", lambda payload: note("→", payload))
    socket.on("framereceived", lambda payload: note("←", payload))
    socket.on("close", end)
