"""All users of a run who are on a chat page, in the place of a driver."""

import contextlib
import itertools
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from alicebob.transport.browser import Browser
from alicebob.transport.driver_connection import ConnectionLine, DriverFailed
from alicebob.transport.page_evidence import PageEvidence
from alicebob.transport.page_record import PageRecord
from alicebob.transport.page_tab import PageTab
from alicebob.transport.page_user import PageUser
from alicebob.transport.visitor import Screen, VisitorTab
from alicebob.transport.visitor_network import VisitorNetwork
from alicebob.transport.visitor_tab import BrowserTab, open_tab
from alicebob.wires.driver_lines import Hello
from alicebob.wires.expansion import EXPANDED_NAMES
from alicebob.wires.page import ChatPage

MOST_IDLE = 8  # tabs that are kept for later users
_EVIDENCE_SECONDS = 10.0
_SIZE = {"width": 360, "height": 320}  # pixels of a page: what is not drawn costs nothing
_ACT_PATIENCES = 2.0  # for each act of a visitor
Listener = tuple[Callable[[ConnectionLine, bytes], None], Callable[[], None]]


@dataclass(slots=True)
class _Visit:
    """A user's use of a tab, as it is remembered until the end of the scenario."""

    user: str
    record: PageRecord
    tab: PageTab | BrowserTab | None
    picture: bytes | None = None


def start_link(table: ChatPage, patience: float) -> "BrowserLink":
    """Return a link with a browser that runs. Raises ``NoBrowser``."""
    browser = Browser()
    browser.start()
    return BrowserLink(browser, table, patience)


class BrowserLink:
    """Plays users on one page, each in a tab of its own, with one browser."""

    def __init__(self, browser: Browser, table: ChatPage, patience: float) -> None:
        """``patience`` is in seconds, for each act on a page."""
        self.hello = Hello(table.abilities, table.hears)
        self.patience = patience
        self._browser, self._table = browser, table
        self._numbers = itertools.count(1)
        self._listeners: dict[int, Listener] = {}
        self._users: dict[int, PageUser] = {}
        self._idle: list[PageTab] = []
        self._visits: dict[int, _Visit] = {}

    def attach(self, take: Callable[[ConnectionLine, bytes], None], end: Callable[[], None]) -> int:
        """Return the number of a new connection; see ``DriverLink``."""
        self._browser.start()
        number = next(self._numbers)
        self._listeners[number] = (take, end)
        return number

    def detach(self, number: int) -> None:
        """Forget a connection that has ended, and empty its tab."""
        if self._listeners.pop(number, None) is not None:
            self._submit(self._release(number))

    def send(self, line: Mapping[str, object]) -> None:
        """Have a user do what a line of the suite says."""
        self._submit(self._do(line))

    def expect_no_failure(self) -> None:
        """Do nothing: a page that fails is the end of its user."""

    def fail(self, why: str) -> DriverFailed:
        """Return the error for a browser that does not answer."""
        return DriverFailed(f"The browser failed: {why}")

    def forget(self) -> None:
        """Forget the pages of the users so far: a new scenario begins."""
        self._visits.clear()

    def evidence(self) -> list[PageEvidence]:
        """Return what is left of the pages of the users since ``forget``."""
        if not self._visits:
            return []
        with contextlib.suppress(TimeoutError):
            self._browser.submit(self._take_pictures()).result(_EVIDENCE_SECONDS)
        return [
            PageEvidence(
                each.user, each.picture, tuple(each.record.console), tuple(each.record.frames)
            )
            for each in list(self._visits.values())
        ]

    def visit(self, label: str, network: VisitorNetwork, screen: Screen) -> VisitorTab:
        """Return a tab that a scenario drives itself; its user is called ``label``."""
        tab = open_tab(self._browser, network, screen, _ACT_PATIENCES * self.patience)
        self._visits[next(self._numbers)] = _Visit(label, tab.record, tab)
        return tab

    def close(self) -> None:
        """End the browser."""
        self._browser.close()

    def _submit(self, work: Coroutine[object, object, None]) -> None:
        self._browser.submit(work).add_done_callback(_report_mistake)

    async def _do(self, line: Mapping[str, object]) -> None:
        number = int(str(line["connection"]))
        if line["do"] == "open":
            await self._open(number, line)
            return
        user = self._users.get(number)
        if user is not None:
            async with user.tab.lock:
                await user.do(line)

    async def _open(self, number: int, line: Mapping[str, object]) -> None:
        url = f"{line['url']}{self._address(line)}"
        tab = await self._tab_for(url)
        tell = self._listeners[number][0]
        user = PageUser(number, tab, self._table, tell, 10 * self.patience)
        self._users[number] = user
        name = str(line.get("user", "")) or "a guest"
        self._visits[number] = _Visit(name, tab.record, tab)
        async with tab.lock:
            await user.open(url, line)
        if user.is_over:
            self.detach(number)

    async def _tab_for(self, url: str) -> PageTab:
        """Return a tab with nothing of earlier users."""
        if not self._idle:
            return await self._new_tab()
        tab = next((each for each in self._idle if each.was_at(url)), self._idle[-1])
        self._idle.remove(tab)
        if tab.was_at(url) or await tab.move():
            return tab
        await tab.close()
        return await self._new_tab()

    async def _new_tab(self) -> PageTab:
        return await PageTab.open(await self._browser.new_context(viewport=_SIZE), self._table)

    def _address(self, line: Mapping[str, object]) -> str:
        return self._table.address.expand({name: line.get(name) for name in EXPANDED_NAMES})

    async def _release(self, number: int) -> None:
        user, visit = self._users.pop(number, None), self._visits.get(number)
        if user is None:
            return
        async with user.tab.lock:
            if user.went_wrong and visit is not None:
                visit.picture = await user.tab.screenshot()
            if visit is not None:
                visit.tab = None
            is_as_new = await user.tab.empty(user.is_out)
        if is_as_new and len(self._idle) < MOST_IDLE:
            self._idle.append(user.tab)
        else:
            await user.tab.close()

    async def _take_pictures(self) -> None:
        for visit in list(self._visits.values()):
            if visit.tab is not None:
                visit.picture = await visit.tab.screenshot()


def _report_mistake(done: "Future[None]") -> None:
    """Let a mistake of the suite be seen, wherever it happens."""
    done.result()
