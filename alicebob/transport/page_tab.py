"""One tab of the browser, in a context of its own: it does with a chat page what a person does.

All of it runs on the thread of the browser.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from playwright.async_api import BrowserContext, Dialog, Page, ViewportSize
from playwright.async_api import Error as PlaywrightError

from alicebob.transport.page_acts import PageActs
from alicebob.transport.page_places import FINDER
from alicebob.transport.page_record import PageRecord, record_page
from alicebob.wires.page import ChatPage

News = Sequence[Mapping[str, object]]
BLANK = "about:blank"
_OBSERVER = Path(__file__).with_name("page_observer.js")
_EMPTYING_SECONDS = 5.0
_PICTURE_SECONDS = 3.0
_PICTURE_SIZE: ViewportSize = {"width": 800, "height": 600}
_BLANK = f"location.replace({BLANK!r})"  # the page's own way out keeps the process that drew it
_CLEARED = "() => { localStorage.clear(); sessionStorage.clear(); return window.origin; }"
_LEFT_BEHIND = """async () => {
  const names = [...await indexedDB.databases(), ...await globalThis.caches?.keys() ?? []];
  localStorage.clear();
  sessionStorage.clear();
  window.name = "alice-and-bob-new-user"; // the page may still write something when it goes away
  return names.length === 0 ? window.origin : null;
}"""


class PageTab:
    """A tab, which one user after the other uses; between two of them it is emptied."""

    def __init__(self, context: BrowserContext, page: Page, table: ChatPage) -> None:
        self.record = PageRecord()
        self.lock = asyncio.Lock()  # what a user does is done in its order
        self._context, self._page, self._table = context, page, table
        self.acts = PageActs(page, table)
        self._origin = ""
        self._leaves = False  # whatever the page asks
        self._question: str | None = None  # which the page asks a user who leaves; "" for none yet
        self._take: Callable[[News], None] | None = None
        self._lost: Callable[[], None] = lambda: None

    @classmethod
    async def open(cls, context: BrowserContext, table: ChatPage) -> "PageTab":
        """Return a new, empty tab in ``context``."""
        tab = cls(context, await context.new_page(), table)
        table_and_finder = f"{json.dumps(table.observed())}, ({FINDER.read_text('utf-8')})()"
        observer = f"({_OBSERVER.read_text('utf-8')})({table_and_finder})"
        await context.expose_binding("aliceAndBobShown", lambda _source, news: tab._told(news))
        await context.add_init_script(observer)
        page = tab._page
        record_page(page, lambda: tab.record, lambda: tab._lost)
        page.on("dialog", tab._on_dialog)
        return tab

    def begin(self, take: Callable[[News], None], lost: Callable[[], None]) -> None:
        """Hand everything that the page shows to ``take`` from now on, and call ``lost`` when a
        WebSocket of the page has ended."""
        self.record = PageRecord()
        self.acts.begin()
        self._take, self._lost, self._leaves = take, lost, False

    async def go(self, url: str, headers: Mapping[str, str], timeout: float) -> None:
        """Load the page; ``timeout`` is in seconds, for this and for each of the acts below.

        Raises ``PlaywrightError``, as they all do.
        """
        self._page.set_default_timeout(timeout * 1000)
        if headers:
            await self._context.set_extra_http_headers(dict(headers))
        self._origin = _origin(url)
        await self._page.goto(url, wait_until="load")

    async def leave(self, at_any_cost: bool = False) -> bool:
        """Leave the chat as the page offers it, or else close the tab.

        Return False if the page asks back, such as for words that it has not sent yet, and the
        user stays; ``at_any_cost`` answers that it shall be so.
        """
        self._leaves, self._question = at_any_cost, None if at_any_cost else ""
        if self._table.leave is not None:
            await self.acts.click_leave()
        else:
            await self.close_page()
        is_asked, self._question = bool(self._question), None
        return not is_asked

    async def close_page(self) -> None:
        """Leave the page at once."""
        try:
            await asyncio.wait_for(self._go_away(), _EMPTYING_SECONDS)
        except (TimeoutError, PlaywrightError):
            await self.close()  # such as a page that hangs

    async def empty(self, is_out: bool) -> bool:
        """End the use of the tab; return True if nothing of it is left for the next user.

        A page that ``is_out`` of the chat in order may stay until the next one is loaded, which
        saves the loading of an empty one.
        """
        self._take, self._lost = None, lambda: None
        try:
            return await asyncio.wait_for(self._empty(is_out), _EMPTYING_SECONDS)
        except (TimeoutError, PlaywrightError):
            return False

    def was_at(self, url: str) -> bool:
        """Return True if the last page came from the same server as ``url``, or there was none."""
        return self._origin in ("", _origin(url))

    async def move(self) -> bool:
        """Prepare an empty tab for a page of another server; return False if that fails."""
        try:
            await self.close_page()
            clearing = self._page.evaluate(_CLEARED)
            return bool(await asyncio.wait_for(clearing, _EMPTYING_SECONDS) == self._origin)
        except (TimeoutError, PlaywrightError):
            return False

    async def close(self) -> None:
        """Close the tab and its context, unless it is closed already."""
        with contextlib.suppress(PlaywrightError):
            await self._context.close()

    async def screenshot(self) -> bytes | None:
        """Return what the page looks like, as a PNG file; None if nobody can tell any more."""
        try:
            return await asyncio.wait_for(self._picture(), _PICTURE_SECONDS)
        except (TimeoutError, PlaywrightError):
            return None

    async def _picture(self) -> bytes:
        small = self._page.viewport_size
        await self._page.set_viewport_size(_PICTURE_SIZE)
        picture = await self._page.screenshot()
        if small is not None:
            await self._page.set_viewport_size(small)
        return picture

    async def _go_away(self) -> None:
        async with self._page.expect_event("framenavigated", lambda frame: frame.url == BLANK):
            await self._page.evaluate(_BLANK)

    async def _empty(self, is_out: bool) -> bool:
        if not is_out:
            await self.close_page()
        await self._context.clear_cookies()
        return bool(await self._page.evaluate(_LEFT_BEHIND) == self._origin)

    def _told(self, news: str) -> None:
        if self._take is not None:
            self._take(json.loads(news))

    async def _on_dialog(self, dialog: Dialog) -> None:
        if dialog.type == "confirm" and self._question is not None:
            self._question = dialog.message or dialog.type
            await dialog.dismiss()
            return
        is_in_the_way = dialog.type != "beforeunload" and not self._leaves
        if is_in_the_way and self._take is not None:
            self._take([{"dialog": dialog.message}])
        await dialog.accept()


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])
