"""A visitor of the reference server's page, as those see it who need not know of any browser."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from alicebob.model.shown_page import ShownPage
from alicebob.transport.visitor_network import VisitorNetwork

T = TypeVar("T")
Screen = Mapping[str, Any]
"""Screen and settings that a browser imitates, by the options of Playwright."""
PlaywrightPage = Any
"""Playwright's page: the suite is read, and runs, where there is no Playwright."""


class PageFailed(Exception):
    """Raised when something cannot be done on a page, with the browser's own sentence."""


@dataclass(slots=True)
class Oddities:
    """Events that must not happen on a page, or only where a scenario expects them."""

    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    policy_reports: list[str] = field(default_factory=list)
    other_servers: list[str] = field(default_factory=list)


class VisitorTab(Protocol):
    """A tab of a browser, with the page of the reference server."""

    network: VisitorNetwork
    oddities: Oddities
    agrees: bool
    """The answer to every question that a dialog asks."""

    @property
    def shown(self) -> ShownPage:
        """The state of the page now."""

    def run(self, work: Callable[[PlaywrightPage], Coroutine[Any, Any, T]]) -> T:
        """Do ``work`` with the page, and return what comes of it. Raises ``PageFailed``."""

    def wait_until(self, condition: Callable[[ShownPage], bool]) -> bool:
        """Wait until the page shows what fulfils ``condition``; return False if it does not."""

    def forget(self) -> None:
        """Forget what the page shows: the visitor loads another one."""

    def second(self) -> "VisitorTab":
        """Return another tab of the same browser, at the same network."""

    def close(self) -> None:
        """Close the tab, and the browser's context with its last tab."""
