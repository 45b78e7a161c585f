"""One call of the room's script: the operations of a batch, and the answers to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.cluster.entries import Entry, Joined, Left, Typed, decode_message, decode_text, encode
from server.cluster.keys import StoreKeys
from server.core.events import ChatMessage, History, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery, reaches, select_history
from server.store.dedup import digest

_FARTHEST = 9_000_000_000_000_000  # microseconds, in the year 2255: the store's numbers end there

Argument = str | bytes | int


@dataclass(frozen=True, slots=True)
class Head:
    """The node and its knowledge, which the script needs besides the operations.

    ``known`` is the last place that the node has delivered; 0 if it asks for the people of the
    room (``wants_people``), or has nobody there. ``link`` is the number of the node's link; None
    for what may come late. ``now`` stands for the store's clock in tests.
    """

    node: str
    epoch: str
    limit: int
    most_bytes: int
    known: int = 0
    wants_people: bool = False
    now: int | None = None
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an operation that got no place of its own, or not only that."""

    kind: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who is in a room: since ``place`` there is a user of that name."""

    place: int
    member: str
    name: str
    accepts_private: bool


@dataclass(frozen=True, slots=True)
class RoomReply:
    """The work of the script: it gave places after ``offset``, which is ``place`` in time."""

    status: str
    offset: int = 0
    place: int = 0
    first: int = 0
    at: int = 0
    answers: dict[int, Answer] = field(default_factory=dict)
    people: tuple[Member, ...] = ()

    @classmethod
    def of(cls, reply: Sequence[Any]) -> "RoomReply":
        """Read the reply of the script."""
        status = reply[0].decode()
        if status != "ok":
            return cls(status)
        _, offset, place, first, at, answers, people = reply
        return cls(
            status,
            offset,
            place,
            first,
            at,
            {number: Answer(kind.decode(), tuple(rest)) for number, kind, *rest in answers},
            tuple(
                Member(since, member.decode(), name.decode(), bool(extended))
                for since, member, name, extended in sorted(people, key=lambda each: each[0])
            ),
        )


class Operations:
    """Operations on one room, in their order; each method adds one and returns its number."""

    __slots__ = ("arguments", "count")

    def __init__(self) -> None:
        self.arguments: list[Argument] = []
        self.count = 0

    def say(self, member: str, message: ChatMessage, origin: str) -> int:
        """Add a message, public or private, with a ``client_id`` or without."""
        text, client_id = encode(message, origin), message.client_id
        if isinstance(message, PrivateMessage):
            return self._add(
                "p", member, text, message.name, message.to, client_id, _digest(message)
            )
        if client_id:
            return self._add("M", member, text, message.name, client_id, _digest(message))
        return self._add("m", member, text)

    def join(self, joined: Joined, origin: str, session: str, looks: Sequence[str]) -> int:
        """Add a join. ``session`` is that of the connection which gives way; a name is taken if
        one of its ``looks`` is."""
        text, extended = encode(joined, origin), int(joined.accepts_private)
        return self._add(
            "j", joined.member, text, joined.name, extended, session, len(looks), *looks
        )

    def leave(self, left: Left, origin: str) -> int:
        """Add a leave."""
        return self._add("l", left.member, encode(left, origin))

    def end_typing(self, entry: Typed, origin: str) -> int:
        """Add the end of typing, which is told if the private message behind it has a place."""
        return self._add("T", entry.member, encode(entry, origin))

    def tell(self, entry: Entry, origin: str, member: str = "") -> int:
        """Add an announcement, or what ``member`` tells the others for the moment."""
        text = encode(entry, origin)
        return self._add("t", member, text) if member else self._add("a", text)

    def read(self, query: HistoryQuery, is_first: bool) -> int:
        """Add a question for the history."""
        after, before = _bound(query.after), _bound(query.before)
        limit = "" if query.limit is None else query.limit
        has_reader = int(query.reader is not None)
        return self._add("h", after, before, limit, has_reader, query.reader or "", int(is_first))

    def ask_name(self, session: str, looks: Sequence[str]) -> int:
        """Add the question whether a name is taken."""
        return self._add("n", session, len(looks), *looks)

    def drop_node(self, node: str) -> int:
        """Add the leave of all people of a node."""
        return self._add("d", node)

    def _add(self, *arguments: Argument) -> int:
        self.arguments += arguments
        self.count += 1
        return self.count


def call(
    keys: StoreKeys, room: str, head: Head, operations: Operations
) -> tuple[tuple[str, ...], list[Argument]]:
    """Return the keys and the arguments of a call of the room's script."""
    now = "" if head.now is None else head.now
    first = (keys.channel(room), head.node, head.epoch, head.limit, head.known)
    link = "" if head.link is None else head.link
    rest = (int(head.wants_people), now, head.most_bytes, link)
    return keys.of_room(room), [*first, *rest, *operations.arguments]


def history_in(answer: Answer, query: HistoryQuery, is_first: bool) -> History:
    """Return the history in the answer to ``Operations.read``."""
    found, lost, begin, newest = answer.values[0]
    messages = (decode_message(text, sequence, at) for sequence, text, at in found)
    history = select_history(messages, query, reaches(query.after, lost, begin))
    return History(history.messages, history.is_complete, newest) if is_first else history


def first_in(answer: Answer, repeated: ChatMessage) -> ChatMessage | None:
    """Return the first message that ``repeated`` repeats, by the answer to ``Operations.say``; None
    if it had another content and is no longer kept."""
    sequence, at, known, kept = answer.values
    if known.decode() == _digest(repeated):
        if isinstance(repeated, PublicMessage):
            return PublicMessage(repeated.name, repeated.text, sequence, repeated.client_id, at)
        return PrivateMessage(
            repeated.name, repeated.to, repeated.text, sequence, repeated.client_id, at
        )
    return decode_message(kept, sequence, at) if kept else None


def left_in(answer: Answer, sequence: int, at: int) -> Left:
    """Return the leave of the connection that gave way to a join."""
    left = decode_text(answer.values[0], sequence, at)
    assert isinstance(left, Left)
    return left


def _digest(message: ChatMessage) -> str:
    return digest(message).hex()


def _bound(sequence: int | None) -> Argument:
    return "" if sequence is None else min(sequence, _FARTHEST)
