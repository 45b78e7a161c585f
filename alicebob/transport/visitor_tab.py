"""A tab in which a scenario drives the reference server's page itself."""

import asyncio
import json
import re
import threading
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import BrowserContext, Dialog, Page
from playwright.async_api import Error as PlaywrightError

from alicebob.model.shown_page import ShownPage
from alicebob.transport.browser import Browser
from alicebob.transport.page_record import PageRecord, record_page
from alicebob.transport.visitor import Oddities, PageFailed, PlaywrightPage, Screen
from alicebob.transport.visitor_network import VisitorNetwork

T = TypeVar("T")
_OBSERVER = Path(__file__).with_name("visitor_observer.js")
_MARGIN = 5.0  # seconds after which a browser does not answer at all
_NO_CONNECTION = re.compile(r"Firefox can.t establish a connection|The connection to \S+ was ")
"""Firefox reports a connection that fails in the same way as an error in a script."""
_SCHEMES = ("http", "https", "ws", "wss")


class BrowserTab:
    """A ``VisitorTab`` of a browser. Scenarios call it from their own thread."""

    def __init__(
        self, browser: Browser, page: Page, network: VisitorNetwork, timeout: float
    ) -> None:
        """``timeout`` is in seconds, for each act."""
        self.network, self.oddities, self.agrees = network, Oddities(), True
        self.record = PageRecord()
        self._browser, self._page, self._timeout = browser, page, timeout
        self._news = threading.Condition()
        self._shown = ShownPage()
        self._gone = 0.0  # when the document was loaded that is not looked at any longer

    @classmethod
    async def open(
        cls, browser: Browser, network: VisitorNetwork, screen: Screen, timeout: float
    ) -> "BrowserTab":
        """Return an empty tab in a context of its own."""
        return await cls._open_in(await browser.new_context(**screen), browser, network, timeout)

    @classmethod
    async def _open_in(
        cls, context: BrowserContext, browser: Browser, network: VisitorNetwork, timeout: float
    ) -> "BrowserTab":
        page = await context.new_page()
        page.set_default_timeout(timeout * 1000)
        tab = cls(browser, page, network, timeout)
        await page.expose_binding("visitorSees", lambda _source, found: tab._see(found))
        await page.expose_binding(
            "visitorReports", lambda _source, report: tab.oddities.policy_reports.append(report)
        )
        await page.add_init_script(f"({_OBSERVER.read_text('utf-8')})()")
        record_page(page, lambda: tab.record)
        page.on("pageerror", lambda error: tab._on_error(str(error)))
        page.on("dialog", tab._on_dialog)
        page.on("request", lambda request: tab._on_request(request.url))
        page.on("websocket", lambda socket: tab._on_request(socket.url))
        return tab

    @property
    def shown(self) -> ShownPage:
        """The state of the page now."""
        with self._news:
            return self._shown

    def run(self, work: Callable[[PlaywrightPage], Coroutine[Any, Any, T]]) -> T:
        """Do ``work`` with the page, and return what comes of it. Raises ``PageFailed``."""
        doing = self._browser.submit(work(self._page))
        try:
            return doing.result(self._timeout + _MARGIN)
        except PlaywrightError as error:
            raise PageFailed(error.message) from None
        except TimeoutError:
            doing.cancel()
            raise PageFailed("the browser does not answer") from None

    def wait_until(self, condition: Callable[[ShownPage], bool]) -> bool:
        """Wait until the page shows what fulfils ``condition``; return False if it does not."""
        with self._news:
            return self._news.wait_for(lambda: condition(self._shown), self._timeout)

    def forget(self) -> None:
        """Forget what the page shows: the visitor loads another one. What has been on its way from
        this one counts no longer."""
        with self._news:
            self._gone, self._shown = self._shown.loaded_at, ShownPage()

    def second(self) -> "BrowserTab":
        """Return another tab of the same browser, at the same network."""
        opening = self._open_in(self._page.context, self._browser, self.network, self._timeout)
        return self._browser.submit(opening).result(self._timeout + _MARGIN)

    def close(self) -> None:
        """Close the tab, and the browser's context with its last tab."""
        self._browser.submit(self._close()).result(self._timeout + _MARGIN)

    async def screenshot(self) -> bytes | None:
        """Return what the page looks like, as a PNG file; None if nobody can tell any more."""
        try:
            return await self._page.screenshot()
        except PlaywrightError:
            return None

    async def _close(self) -> None:
        context = self._page.context
        try:
            await self._page.close()
            if not context.pages:
                await context.close()
        except PlaywrightError:
            pass  # it is closed already
        if not context.pages:
            await self.network.close()

    def _see(self, found: str) -> None:
        shown: Mapping[str, Any] = json.loads(found)
        with self._news:
            if shown["loaded_at"] != self._gone:
                self._shown = ShownPage.read(shown)
                self._news.notify_all()

    async def _on_dialog(self, dialog: Dialog) -> None:
        self.oddities.dialogs.append(dialog.message or dialog.type)
        await (dialog.accept() if self.agrees else dialog.dismiss())

    def _on_error(self, error: str) -> None:
        if not _NO_CONNECTION.match(error):
            self.oddities.errors.append(error)

    def _on_request(self, url: str) -> None:
        if url.partition(":")[0] in _SCHEMES and not self.network.is_at(url):
            self.oddities.other_servers.append(url)


def open_tab(
    browser: Browser, network: VisitorNetwork, screen: Screen, timeout: float
) -> BrowserTab:
    """Return a tab for a new visitor, behind a ``network`` that runs from now on."""
    return browser.submit(_open(browser, network, screen, timeout)).result(timeout + _MARGIN)


async def _open(
    browser: Browser, network: VisitorNetwork, screen: Screen, timeout: float
) -> BrowserTab:
    await network.start(asyncio.get_running_loop())
    return await BrowserTab.open(browser, network, screen, timeout)
