"""A wire that a profile describes (docs/wires.md), as a dialect that the laws can judge."""

from collections.abc import Collection
from threading import Lock
from weakref import WeakSet

from alicebob.dialects.base import Codec, NotSupportedByDialect
from alicebob.dialects.described_codec import DescribedCodec
from alicebob.dialects.parsing import folded
from alicebob.model.facts import Blank, Facts, Order, Shows, Told
from alicebob.model.received import (
    Message,
    Receipt,
    ReceivedEvent,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from alicebob.model.sent import ClientMessage
from alicebob.wires.heard import HeardKind
from alicebob.wires.wire import Hear, Wire

NOT_SHOWN = ""  # the name of somebody whom a wire does not name


class Described:
    """Dialect of one profile."""

    joins_by_message = False
    is_extended = False

    def __init__(self, name: str, wire: Wire, facts: Facts) -> None:
        self.name = name
        self.facts = facts
        self.wire = wire
        self.subprotocol = wire.subprotocols[0] if wire.subprotocols else None
        self.echoes = facts.echo
        self.keeps_order = facts.order is Order.KEPT
        self.receives_own_join = facts.arrivals is Told.ALL
        self._codecs = WeakSet[DescribedCodec]()
        self._codecs_lock = Lock()  # reading threads look at them while a user connects
        self._numbered: dict[str, str] = {}  # names by the number in the address

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        self._numbered[str(number)] = self.public_name(user)
        return self.wire.address(user, room or "lobby", number)

    def public_name(self, user: str | None) -> str:
        return folded(user) or self.facts.anonymous or NOT_SHOWN

    def encode(self, client_message: ClientMessage) -> str:
        return self.codec("", None, 0).encode(client_message)

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        raise NotSupportedByDialect("a described wire is read by the codec of a connection")

    def codec(self, name: str, room: str | None, number: int, *, is_exact: bool = True) -> Codec:
        codec = DescribedCodec(self, name, room, number)
        with self._codecs_lock:
            self._codecs.add(codec)
        return codec

    def known_names(self) -> Collection[str]:
        """Return the names of the users whose connections are in use."""
        with self._codecs_lock:
            return {codec.name for codec in self._codecs}

    def shown_name(self, user: str | None, number: str | None) -> str:
        """Return the name of the user of whom a frame speaks, as the laws know it."""
        if number is not None:
            return self._numbered.get(number, f"number {number}")
        return NOT_SHOWN if user is None else user

    def message_from(self, name: str, text: str) -> Message:
        is_named = self.facts.shows is not Shows.NOTHING
        return Message(name if is_named else NOT_SHOWN, self.facts.shown(text))

    def receipt_of(self, text: str) -> Receipt | None:
        (receipt, *_) = (*self._hears(HeardKind.RECEIPT), None)
        if receipt is None:
            return None
        return Receipt(self.facts.shown(text) if _has_hole(receipt, "text") else "")

    def join_of(self, name: str) -> UserJoined | None:
        is_told = self.facts.arrivals is not Told.UNTOLD
        return UserJoined(self._name_in(HeardKind.JOINED, name)) if is_told else None

    def leave_of(self, name: str) -> UserLeft | None:
        is_told = self.facts.departures is not Told.UNTOLD
        return UserLeft(self._name_in(HeardKind.LEFT, name)) if is_told else None

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        told = {hear.reason for hear in self._hears(HeardKind.REFUSED)}
        return reason if reason in told else RejectionReason.INVALID

    def why_rejected(self, text: str) -> RejectionReason | None:
        facts = self.facts
        too_long = (facts.max_characters is not None and len(text) > facts.max_characters) or (
            facts.max_bytes is not None and len(text.encode()) > facts.max_bytes
        )
        if too_long:
            return self.rejection_reason(RejectionReason.TOO_LONG)
        is_refused = facts.blank is Blank.REFUSED and not text.strip()
        return self.rejection_reason(RejectionReason.INVALID) if is_refused else None

    def tells_by_list(self, kind: HeardKind) -> bool:
        """Return True if joins or leaves are told by lists of the users, and not by notices."""
        return not self._hears(kind) and bool(self._hears(HeardKind.HERE))

    def _hears(self, kind: HeardKind) -> list[Hear]:
        return [hear for hear in self.wire.hears if hear.kind is kind]

    def _name_in(self, kind: HeardKind, name: str) -> str:
        """Return the name in notices of a kind: of the user, or none."""
        is_named = self.tells_by_list(kind) or any(
            _has_hole(hear, "user", "number", "users") for hear in self._hears(kind)
        )
        return name if is_named else NOT_SHOWN


def _has_hole(hear: Hear, *names: str) -> bool:
    return any(hole.name in names for hole in hear.template.holes)
