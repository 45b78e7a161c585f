"""Deduplication of messages that a client repeats because it does not know whether they arrived.

Only digests are kept, within budgets: one sender cannot make the server forget the ids of others.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from server.core.events import ChatMessage, PrivateMessage
from server.core.fair_share import fair_level
from server.store.base import DEDUP_WINDOW

MOST = 100_000  # remembered ids of all rooms; beyond this the oldest are forgotten early,
MOST_OF_ROOM = 20_000  # of each room,
MOST_OF_SENDER = 5_000  # and of each name in a room
_LEFT = 7 / 8  # of a budget after it was exceeded: not every further id costs a look at all
_DIGEST = 16  # bytes


@dataclass(frozen=True, slots=True)
class FirstMessage:
    """The first message with a ``client_id``: its sequence number, its time if that differs, a
    digest of its content, and when it was appended."""

    sequence: int
    at: int
    digest: bytes
    appended: int  # microseconds on a clock that is never set

    @classmethod
    def of(cls, message: ChatMessage, appended: int) -> "FirstMessage":
        """Return the record of ``message``, which has its sequence number."""
        return cls(message.sequence, message.at, digest(message), appended)

    def as_repeated_by(self, repetition: ChatMessage) -> ChatMessage | None:
        """Return the first message, as ``repetition`` with its content shows; None if the contents
        differ."""
        if digest(repetition) != self.digest:
            return None
        return replace(repetition, sequence=self.sequence, at=self.at)


_Ids = OrderedDict[str, FirstMessage]  # by client id, ordered by sequence number
_Room = dict[str, _Ids]  # by name


class Deduplicator:
    """The first message for each ``client_id``, for ``DEDUP_WINDOW`` microseconds.

    ``now`` is the time in microseconds on a clock that is never set.
    """

    def __init__(self) -> None:
        self.rooms: dict[str, _Room] = {}
        self._counts: dict[str, int] = {}  # ids by room
        self._count = 0

    def first(self, room: str, message: ChatMessage, now: int) -> FirstMessage | None:
        """Return the message the same user sent in ``room`` with the same ``client_id``; None if
        none."""
        found = self.rooms.get(room, {}).get(message.name, _NO_IDS).get(message.client_id)
        return found if found is not None and found.appended > now - DEDUP_WINDOW else None

    def remember(self, room: str, message: ChatMessage, now: int) -> None:
        """Remember ``message``, which has its sequence number, as the first with its
        ``client_id``."""
        self._drop(room, message.name, message.client_id)  # an expired one
        ids = self.rooms.setdefault(room, {}).setdefault(message.name, OrderedDict())
        ids[message.client_id] = FirstMessage.of(message, now)
        self._counts[room] = self._counts.get(room, 0) + 1
        self._count += 1
        self._drop_expired(room, message.name, now)
        if len(ids) > MOST_OF_SENDER:
            self._drop(room, message.name, next(iter(ids)))
        if self._counts[room] > MOST_OF_ROOM:
            self._shrink_room(room, int(MOST_OF_ROOM * _LEFT))
        if self._count > MOST:
            self._shrink(now)

    def forget(self, room: str, message: ChatMessage) -> None:
        """Forget ``message``, which could not be stored."""
        found = self.rooms.get(room, {}).get(message.name, _NO_IDS).get(message.client_id)
        if found is not None and found.sequence == message.sequence:
            self._drop(room, message.name, message.client_id)

    def oldest(self, room: str) -> int | None:
        """Return the sequence number of the oldest remembered message of a room; None if there is
        none."""
        firsts = (next(iter(ids.values())) for ids in self.rooms.get(room, {}).values())
        return min((first.sequence for first in firsts), default=None)

    def _shrink(self, now: int) -> None:
        """Forget expired ids, and then those of the rooms that have the most."""
        for room, name in list(self._senders()):
            self._drop_expired(room, name, now)
        if self._count > MOST * _LEFT:
            level = fair_level(self._counts.values(), int(MOST * _LEFT))
            for room in [room for room, count in self._counts.items() if count > level]:
                self._shrink_room(room, level)

    def _shrink_room(self, room: str, most: int) -> None:
        """Forget the oldest ids of the senders in ``room`` that have the most."""
        people = self.rooms[room]
        level = fair_level(map(len, people.values()), most)
        for name, ids in list(people.items()):
            for client_id in list(ids)[: max(0, len(ids) - level)]:
                self._drop(room, name, client_id)

    def _senders(self) -> Iterator[tuple[str, str]]:
        return ((room, name) for room, people in self.rooms.items() for name in people)

    def _drop_expired(self, room: str, name: str, now: int) -> None:
        ids = self.rooms[room][name]
        while ids and next(iter(ids.values())).appended <= now - DEDUP_WINDOW:
            self._drop(room, name, next(iter(ids)))

    def _drop(self, room: str, name: str, client_id: str) -> None:
        people = self.rooms.get(room, {})
        if people.get(name, _NO_IDS).pop(client_id, None) is None:
            return
        self._count -= 1
        self._counts[room] -= 1
        if not people[name]:
            del people[name]
        if not people:
            del self.rooms[room], self._counts[room]


def digest(message: ChatMessage) -> bytes:
    """Return a digest of the content of ``message``: its text, and whom it is for."""
    to = [message.to] if isinstance(message, PrivateMessage) else []
    content = "\0".join([message.text, *to]).encode("utf-8", "surrogatepass")
    return blake2b(content, digest_size=_DIGEST, person=b"private" if to else b"public").digest()


_NO_IDS: _Ids = OrderedDict()
