"""A chat whose clients a driver plays (docs/drivers.md), as a dialect that the laws can judge."""

from collections.abc import Collection

from alicebob.dialects.by_facts import ByFacts
from alicebob.dialects.described_codec import ChatSession
from alicebob.model.facts import Facts
from alicebob.model.received import RejectionReason
from alicebob.transport.driver_connection import ASKED, DriverConnection, DriverLink
from alicebob.transport.websocket import SocketCallbacks
from alicebob.wires.driver_session import DriverSession
from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import HeardKind


class Driven(ByFacts):
    """Dialect of one profile with a ``driver``, which must run before anything is asked."""

    def __init__(self, name: str, link: DriverLink, facts: Facts) -> None:
        super().__init__(name, Expansion.read_url(ASKED), facts)
        self._link = link

    def told(self, kind: HeardKind) -> frozenset[str] | None:
        return self._link.hello.hears.get(kind)

    def can(self, ability: str) -> bool:
        return ability in self._link.hello.abilities

    def told_reasons(self) -> Collection[RejectionReason]:
        values = self.told(HeardKind.REFUSED) or frozenset()
        return frozenset(RejectionReason) if "reason" in values else frozenset()

    def transport(self, callbacks: SocketCallbacks, timeout: float) -> DriverConnection:
        return DriverConnection(self._link, callbacks, timeout)

    def _session(self, name: str, room: str | None, number: int, *, is_exact: bool) -> ChatSession:
        return DriverSession(lambda: self._link.hello)
