"""A chat as its page shows it (docs/pages.md), as a dialect that the laws can judge."""

from collections.abc import Collection

from alicebob.dialects.by_facts import ByFacts
from alicebob.dialects.described_codec import ChatSession
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.received import RejectionReason
from alicebob.transport.driver_connection import ASKED, DriverLink
from alicebob.transport.page_connection import PageConnection
from alicebob.transport.websocket import SocketCallbacks
from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import HeardKind
from alicebob.wires.page import ChatPage
from alicebob.wires.page_news import PageSession


class Paged(ByFacts):
    """Dialect of the users on one page; ``link`` plays them."""

    shows_typing = True

    def __init__(self, name: str, page: ChatPage, link: DriverLink) -> None:
        super().__init__(name, Expansion.read_url(ASKED), page.facts)
        self.page = page
        self._link = link

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        """Return the path at which ``user`` joins ``room``. Raises ``CouldNotTell`` for what nobody
        can type into a field, or for a room without a name."""
        for text in (user or "", room or ""):
            if "\n" in text or "\r" in text:
                what = "what the server makes of a name with a line's end"
                raise CouldNotTell(what, "the page has a field of one line for it")
        if room == "":
            what = "what the server makes of a room without a name"
            raise CouldNotTell(what, "the page then takes the usual room")
        return super().path(user, room, number)

    def told(self, kind: HeardKind) -> frozenset[str] | None:
        return self.page.hears.get(kind)

    def can(self, ability: str) -> bool:
        return ability in self._link.hello.abilities

    def tells_by_list(self, kind: HeardKind) -> bool:
        """Return False: a page shows a list of users to those who look at it."""
        return False

    def told_reasons(self) -> Collection[RejectionReason]:
        return frozenset()

    def transport(self, callbacks: SocketCallbacks, timeout: float) -> PageConnection:
        return PageConnection(self._link, callbacks, timeout)

    def _session(self, name: str, room: str | None, number: int, *, is_exact: bool) -> ChatSession:
        return PageSession(lambda: self._link.hello)
