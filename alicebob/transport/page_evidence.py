"""The link to users on pages, as those see it who need not know of any browser."""

from dataclasses import dataclass
from typing import Protocol

from alicebob.transport.driver_connection import DriverLink
from alicebob.transport.visitor import Screen, VisitorTab
from alicebob.transport.visitor_network import VisitorNetwork


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """Remains of a user's page: a picture of it, as a PNG file (None if it was closed in
    order), the last lines of its console, and the last frames of its WebSockets."""

    user: str
    picture: bytes | None
    console: tuple[str, ...]
    frames: tuple[str, ...]


class PageLink(DriverLink, Protocol):
    """Plays users on one page."""

    def forget(self) -> None:
        """Forget the pages of the users so far: a new scenario begins."""

    def evidence(self) -> list[PageEvidence]:
        """Return what is left of the pages of the users since ``forget``."""

    def visit(self, label: str, network: VisitorNetwork, screen: Screen) -> VisitorTab:
        """Return a tab that a scenario drives itself; its user is called ``label``."""

    def close(self) -> None:
        """End the browser."""
