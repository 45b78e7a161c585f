"""A wire that a profile describes (docs/wires.md), as a dialect that the laws can judge."""

from collections.abc import Collection, Sequence

from alicebob.dialects.by_facts import ByFacts
from alicebob.dialects.described_codec import ChatSession
from alicebob.model.facts import Facts
from alicebob.model.received import RejectionReason
from alicebob.transport.upgrade import Handshake
from alicebob.wires.common_meanings import CommonMeanings
from alicebob.wires.heard import HeardKind
from alicebob.wires.session import WireSession
from alicebob.wires.wire import Hear, Wire


class Described(ByFacts):
    """Dialect of one profile with a table ``[wire]``."""

    def __init__(self, name: str, wire: Wire, facts: Facts) -> None:
        super().__init__(name, wire.url, facts)
        self.wire = wire
        self._told = {kind: self._names_in(kind) for kind in HeardKind}
        self.subprotocol = wire.subprotocols[0] if wire.subprotocols else None
        self._meanings = CommonMeanings(wire)
        self._relaxed = wire.relaxed()
        self._relaxed_meanings = CommonMeanings(self._relaxed)
        is_awaited = bool(wire.enter) and wire.enter[-1].awaited is not None
        self.awaits_pong = not (is_awaited or self.receives_own_join)

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        self.note_number(user, number)
        return self.wire.address(user, room, number)

    def handshake(self, path: str, user: str | None, room: str | None, number: int) -> Handshake:
        wire = self.wire
        headers = tuple(wire.headers_for(user, room, number).items())
        subprotocols = list(wire.subprotocols) or None
        return Handshake(path, wire.origin, subprotocols=subprotocols, more=headers)

    def told(self, kind: HeardKind) -> frozenset[str] | None:
        return self._told[kind]

    def packed(self, frames: Sequence[str]) -> str:
        if self.wire.separator is None:
            return super().packed(frames)
        return ("" if self.wire.terminated else self.wire.separator).join(frames)

    def can(self, ability: str) -> bool:
        sending = self.wire.sending
        match ability:
            case "whisper":
                return sending.whisper is not None
            case "typing":
                return sending.typing_start is not None and sending.typing_stop is not None
            case "users":
                return sending.users is not None
        return False

    def told_reasons(self) -> Collection[RejectionReason]:
        reasons = (hear.reason for hear in self._hears(HeardKind.REFUSED))
        return {reason for reason in reasons if reason is not None}

    def _session(self, name: str, room: str | None, number: int, *, is_exact: bool) -> ChatSession:
        wire = self.wire if is_exact else self._relaxed
        meanings = self._meanings if is_exact else self._relaxed_meanings
        return WireSession(wire, name, room, number, self.known_names, meanings)

    def _names_in(self, kind: HeardKind) -> frozenset[str] | None:
        hears = self._hears(kind)
        names = (hole.name for hear in hears for hole in hear.template.holes)
        return frozenset(names) if hears else None

    def _hears(self, kind: HeardKind) -> list[Hear]:
        return [hear for hear in self.wire.hears if hear.kind is kind]
