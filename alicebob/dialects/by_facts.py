"""The part of a dialect that follows from the facts in a profile (``docs/wires.md#facts``)."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from threading import Lock
from weakref import WeakSet

from alicebob.dialects.base import NotSupportedByDialect, OverWebSocket
from alicebob.dialects.described_codec import ChatSession, DescribedCodec
from alicebob.dialects.parsing import folded
from alicebob.model.facts import Blank, Facts, Order, Shows, Told
from alicebob.model.received import (
    Message,
    PrivateMessage,
    Receipt,
    ReceivedEvent,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from alicebob.model.sent import ClientMessage
from alicebob.model.wire_facts import DEFAULT_ROOM
from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import HeardKind

NOT_SHOWN = ""  # the name of somebody whom a wire does not name


class ByFacts(OverWebSocket, ABC):
    """Dialect of one profile, apart from its frames."""

    joins_by_message = False
    is_extended = False
    ends_typing = False
    shows_typing = False
    subprotocol: str | None = None

    def __init__(self, name: str, url: Expansion, facts: Facts) -> None:
        self.name = name
        self.facts = facts
        self.echoes = facts.echo
        self.gives_names = facts.shows is Shows.GIVEN
        self.keeps_order = facts.order is Order.KEPT
        self.forgets = facts.forgets
        self.counts = facts.counts
        self.receives_own_join = facts.arrivals is Told.ALL
        self._url = url
        self._codecs = WeakSet[DescribedCodec]()
        self._lock = Lock()  # users may connect at the same time
        self._names = frozenset[str]()
        self._given: dict[str, str] = {}  # names in the chat by those that the server gave
        self._latest: DescribedCodec | None = None  # of the user who connected last
        self._numbered: dict[str, str] = {}  # names by the number in the address

    @abstractmethod
    def told(self, kind: HeardKind) -> frozenset[str] | None:
        """Return the values that frames of a kind may have; None if there are no such frames."""

    @property
    def past_messages(self) -> int | None:
        """Return the number of earlier messages that newcomers receive; None for all of them."""
        return 0 if self.told(HeardKind.PAST) is None else self.facts.history

    @abstractmethod
    def can(self, ability: str) -> bool:
        """Return True if users can do this: ``whisper``, ``typing`` or ``users``, as keys of
        ``[wire]`` call it."""

    @property
    def has_private(self) -> bool:
        """Return True if users can whisper, and frames tell it."""
        return self.can("whisper") and self.told(HeardKind.PRIVATE) is not None

    @property
    def has_typing(self) -> bool:
        """Return True if users can type, and frames tell who does."""
        return self.can("typing") and bool(self._names_told(HeardKind.TYPING))

    @property
    def lists_users(self) -> bool:
        """Return True if there are lists of names, which do not stand for notices."""
        by_list = map(self.tells_by_list, (HeardKind.JOINED, HeardKind.LEFT))
        return bool(self._names_told(HeardKind.HERE)) and not any(by_list)

    @property
    def can_list_users(self) -> bool:
        """Return True if users can ask for a list of names."""
        return self.can("users") and self.lists_users

    @abstractmethod
    def told_reasons(self) -> Collection[RejectionReason]:
        """Return the reasons that refusals of this server give."""

    @abstractmethod
    def _session(self, name: str, room: str | None, number: int, *, is_exact: bool) -> ChatSession:
        """Return a client's side of a new connection."""

    def note_number(self, user: str | None, number: int) -> None:
        """Remember whose number this is, for servers that show numbers."""
        self._numbered[str(number)] = self.public_name(user)

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        self.note_number(user, number)
        return self._url.expand({"user": user, "room": room or DEFAULT_ROOM, "number": number})

    def public_name(self, user: str | None) -> str:
        return folded(user) or self.facts.anonymous or NOT_SHOWN

    def encode(self, client_message: ClientMessage) -> str:
        return self.codec("", None, 0).encode(client_message)

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        """Return the first event in a frame, as a client reads it that has just connected. Raise
        ``NotSupportedByDialect`` for a frame without any."""
        events = self.codec("", None, 0, is_exact=is_exact).decode(is_text, payload).events
        if not events:
            raise NotSupportedByDialect("there is no event in this frame")
        return events[0]

    def codec(
        self, name: str, room: str | None, number: int, *, is_exact: bool = True
    ) -> DescribedCodec:
        session = self._session(name, room, number, is_exact=is_exact)
        codec = DescribedCodec(self, name, session)
        with self._lock:
            self._codecs.add(codec)
            self._latest = codec if number else self._latest
            self._names = frozenset(each.name for each in self._codecs)
        return codec

    def known_names(self) -> Collection[str]:
        """Return the names of the users whose connections were in use when the last one began."""
        return self._names

    def shown_name(self, user: str | None, number: str | None) -> str:
        """Return the name of the user of whom a frame speaks, as the laws know it."""
        if number is not None:
            return self._numbered.get(number, f"number {number}")
        if user is None or self.facts.shows is not Shows.GIVEN:
            return NOT_SHOWN if user is None else user
        return self._owner_of(user)

    def begin_anew(self) -> None:
        """Forget the names that a server has given: a new one has started."""
        with self._lock:
            self._given.clear()

    def note_given(self, given: str, codec: DescribedCodec) -> None:
        """Remember whose name ``given`` is, which the server has given."""
        with self._lock:
            codec.given, self._given[given] = given, codec.name

    def _owner_of(self, given: str) -> str:
        """Return the user whom the server calls ``given``.

        A name that is new belongs to the user who connected last: users connect one by one, and
        others may be told of a name before its owner is.
        """
        with self._lock:
            latest = self._latest
            if given not in self._given and latest is not None and latest.given is None:
                latest.given, self._given[given] = given, latest.name
            return self._given.get(given, given)

    def message_from(self, name: str, text: str) -> Message:
        is_named = self.facts.shows is not Shows.NOTHING
        return Message(name if is_named else NOT_SHOWN, self.facts.shown(text))

    def private_from(self, name: str, to: str, text: str) -> PrivateMessage:
        return PrivateMessage(name, to, self.facts.shown(text))

    def receives_own_private(self, to_itself: bool) -> bool:
        own = self.facts.private_echo
        return to_itself or (self.echoes if own is None else own)

    def receipt_of(self, text: str) -> Receipt | None:
        values = self.told(HeardKind.RECEIPT)
        if values is None:
            return None
        return Receipt(self.facts.shown(text) if "text" in values else "")

    def join_of(self, name: str) -> UserJoined | None:
        is_told = self.facts.arrivals is not Told.UNTOLD
        return UserJoined(self._name_in(HeardKind.JOINED, name)) if is_told else None

    def leave_of(self, name: str) -> UserLeft | None:
        is_told = self.facts.departures is not Told.UNTOLD
        return UserLeft(self._name_in(HeardKind.LEFT, name)) if is_told else None

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        return reason if reason in self.told_reasons() else RejectionReason.INVALID

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
        facts = self.facts
        told = facts.arrivals if kind is HeardKind.JOINED else facts.departures
        is_listed = self.told(kind) is None and self.told(HeardKind.HERE) is not None
        return is_listed and told is not Told.UNTOLD

    def _name_in(self, kind: HeardKind, name: str) -> str:
        """Return the name in notices of a kind: of the user, or none."""
        return name if self.tells_by_list(kind) or self._names_told(kind) else NOT_SHOWN

    def _names_told(self, kind: HeardKind) -> frozenset[str]:
        """Return the values by which frames of a kind tell who somebody is."""
        return (self.told(kind) or frozenset()) & {"user", "number", "users"}
