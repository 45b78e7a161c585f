"""The frames of one connection on a described wire, and the events that they mean.

The ids and times of such frames are not judged: nobody has said what they promise.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Protocol

from alicebob.dialects.base import Decoded, NotSupportedByDialect
from alicebob.model.facts import Facts, Shows, Told
from alicebob.model.received import (
    Announcement,
    Malformed,
    Message,
    PastMessage,
    Pong,
    PrivateMessage,
    Receipt,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
    Welcome,
)
from alicebob.model.sent import (
    ClientMessage,
    Leave,
    ListUsers,
    Ping,
    ReadHistory,
    SendMessage,
    SetTyping,
)
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.session import CannotSay, Reception


class ChatSession(Protocol):
    """One connection on a described wire; each method that sends may raise ``CannotSay``."""

    @property
    def is_in(self) -> bool:
        """Return True once the client is in the chat."""

    @property
    def me(self) -> str | None:
        """Return the name of the client in the chat, as far as it is known."""

    def opened(self) -> list[str]:
        """Return the frames to send as soon as the connection is open."""

    def received(self, is_text: bool, payload: bytes) -> Reception:
        """Return what a data frame of the server brought."""

    def say(self, text: str) -> str:
        """Return the frame that says ``text`` to the room."""

    def whisper(self, to: str, text: str) -> str:
        """Return the frame that says ``text`` to one user."""

    def leave(self) -> str:
        """Return the frame that leaves the room."""

    def typing(self, is_typing: bool) -> str:
        """Return the frame that tells that the user types, or stopped."""

    def ping(self, nonce: str | None = None) -> str:
        """Return a ping of the chat itself."""

    def users(self) -> str:
        """Return the frame that asks who is here."""

    def history(self, limit: int | None = None, before: str | None = None) -> str:
        """Return the frame that asks for earlier messages."""

    def due(self, seconds: float) -> tuple[list[str], float | None]:
        """Return the frames that are due, and the second at which to ask again."""


class Describes(Protocol):
    """The side of a described dialect that its codecs need."""

    facts: Facts

    def shown_name(self, user: str | None, number: str | None) -> str:
        """Return the name of the user of whom a frame speaks."""

    def note_given(self, given: str, codec: "DescribedCodec") -> None:
        """Remember whose name ``given`` is, which the server has given."""

    @property
    def lists_users(self) -> bool:
        """Return True if there are lists of names, which do not stand for notices."""

    def tells_by_list(self, kind: HeardKind) -> bool:
        """Return True if joins or leaves are told by lists of the users."""


class DescribedCodec:
    """Codec of a described wire; ``name`` is that of the user in the chat."""

    def __init__(self, dialect: Describes, name: str, session: ChatSession) -> None:
        self.name = name
        self.given: str | None = None  # the name that the server has given
        self.refused = ""
        self._dialect = dialect
        self._session = session
        self._here: Counter[str] | None = None  # by the last list of users
        self._lock = Lock()  # users, the reading thread and the clock share the session

    @property
    def has_entered(self) -> bool:
        """Return True once the client has taken every step of the way in."""
        return self._session.is_in

    def opened(self) -> tuple[str, ...]:
        """Return the frames that the client sends first."""
        with self._lock:
            return tuple(self._session.opened())

    def due(self, seconds: float) -> tuple[list[str], float | None]:
        """Return the frames that the client owes ``seconds`` after it connected, and the second at
        which to ask again; None if there will be none."""
        with self._lock:
            return self._session.due(seconds)

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame. Raise ``NotSupportedByDialect``."""
        try:
            with self._lock:
                return self._encoded(client_message)
        except CannotSay as cannot:
            raise NotSupportedByDialect(str(cannot)) from None

    def decode(self, is_text: bool, payload: bytes) -> Decoded:
        """Return what a data frame of the server means."""
        with self._lock:
            reception = self._session.received(is_text, payload)
        given = self._session.me
        if given is not None and self._dialect.facts.shows is Shows.GIVEN:
            self._dialect.note_given(given, self)
        self.refused = self.refused or reception.refused or ""
        events = [event for heard in reception.heard for event in self._events(heard)]
        if reception.malformed is not None:
            raw = payload.decode("utf-8", "backslashreplace")
            events.append(Malformed(raw, reception.malformed))
        return Decoded(tuple(events), tuple(reception.send))

    def _encoded(self, client_message: ClientMessage) -> str:
        session = self._session
        match client_message:
            case SendMessage(text, None, None, None, None):
                return session.say(text)
            case SendMessage(text, str(to), None, None, None):
                return session.whisper(to, text)
            case Leave():
                return session.leave()
            case SetTyping(is_typing):
                return session.typing(is_typing)
            case ListUsers():
                return session.users()
            case ReadHistory(before, limit):
                return session.history(limit, before)
            case Ping(nonce):
                return session.ping(nonce)
        raise NotSupportedByDialect(f"this wire cannot express: {client_message}")

    def _events(self, heard: Heard) -> Iterator[ReceivedEvent]:
        who, text = self._dialect.shown_name(heard.user, heard.number), heard.text or ""
        match heard.kind:
            case HeardKind.MESSAGE:
                yield Message(self._sender(who), text)
            case HeardKind.PRIVATE:
                yield self._private(heard, who)
            case HeardKind.JOINED:
                yield UserJoined(who, heard.count)
            case HeardKind.LEFT:
                yield UserLeft(who, heard.count)
            case HeardKind.HERE:
                yield from self._listed(heard.users or ())
            case HeardKind.PAST:
                yield from map(self._past, heard.past or (heard,))
            case HeardKind.REFUSED:
                yield Rejected(heard.reason or RejectionReason.INVALID, text)
            case _:
                yield from _other(heard, who)

    def _sender(self, name: str) -> str:
        return "" if self._dialect.facts.shows is Shows.NOTHING else name

    def _private(self, heard: Heard, who: str) -> PrivateMessage:
        """Return a private message: for this client if it does not tell for whom it is, and of this
        client if it tells only that."""
        is_own = heard.to is not None and heard.user is None and heard.number is None
        return PrivateMessage(self.name if is_own else who, heard.to or self.name, heard.text or "")

    def _listed(self, names: Iterable[str]) -> Iterator[ReceivedEvent]:
        """Yield a list of users, or the notices for which it stands."""
        here = Counter(names)
        if self._dialect.lists_users:
            yield UserList(tuple(here.items()))
        else:
            yield from self._differences(here)

    def _past(self, heard: Heard) -> PastMessage:
        sender = self._sender(self._dialect.shown_name(heard.user, heard.number))
        return PastMessage(sender, heard.text or "")

    def _differences(self, here: Counter[str]) -> Iterator[ReceivedEvent]:
        """Yield the joins and leaves by which a list of users differs from the one before.

        Where clients are told of their own join, the first list tells it. It tells no other.
        """
        before, self._here = self._here, here
        if before is None:
            is_told = self._dialect.facts.arrivals is Told.ALL
            before = here - Counter([self.name]) if is_told else here
        if self._dialect.tells_by_list(HeardKind.JOINED):
            yield from (UserJoined(name) for name in (here - before).elements())
        if self._dialect.tells_by_list(HeardKind.LEFT):
            yield from (UserLeft(name) for name in (before - here).elements())


def _other(heard: Heard, who: str) -> Iterator[ReceivedEvent]:
    text = heard.text or ""
    match heard.kind:
        case HeardKind.RECEIPT:
            yield Receipt(text)
        case HeardKind.TYPING:
            yield TypingChanged(who, bool(heard.is_typing))
        case HeardKind.ANNOUNCEMENT:
            yield Announcement(text)
        case HeardKind.WELCOME:
            yield Welcome(text)
        case HeardKind.PONG:
            yield Pong(heard.nonce)
        case _:
            return
