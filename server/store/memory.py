"""The broker of a single server that keeps its history in memory."""

from collections import OrderedDict, deque
from collections.abc import Collection, Sequence
from itertools import islice
from operator import attrgetter

from server.core.clock import Clock, microseconds
from server.core.events import Message, Recalled
from server.core.history_query import Query, reaches, recalled
from server.store.dedup import Repeats
from server.store.presence import Presence

MOST_MEMORY = 256 * 1024 * 1024  # bytes of all messages together; beyond, the oldest talk goes
_MESSAGE = 150  # bytes of a message without its text, about
_AT_ONCE = 512  # messages after which rooms are tidied: to do it for each would cost as much again
_text = attrgetter("text")


class _Shelf:
    """What is kept of one room, and perhaps a few messages more, until it is tidied. Up to the
    place ``lost`` something may be gone."""

    __slots__ = ("fresh", "kept", "lost")

    def __init__(self, lost: int) -> None:
        self.kept: deque[Message] = deque()
        self.fresh = 0  # the newest so many are not weighed yet
        self.lost = lost

    @property
    def last_word(self) -> int:
        return self.kept[-1].place if self.kept else self.lost


class MemoryBroker:
    """Keeps the last ``limit`` messages of each room, of at most ``most_rooms`` rooms; more of
    them only while somebody is in each."""

    is_instant = True

    def __init__(self, limit: int, most_rooms: int, clock: Clock = microseconds) -> None:
        self._limit = limit
        self._most_rooms = most_rooms
        self._clock = clock
        self._last = self._born = self._unknown = clock()
        self._shelves: OrderedDict[str, _Shelf] = OrderedDict()  # the longest silent first
        self._untidy: dict[str, _Shelf] = {}
        self._fresh = 0  # messages on those
        self._memory = 0
        self._repeats = Repeats()
        self._presence = presence = Presence()
        self.enter, self.leave, self.here = presence.enter, presence.leave, presence.here

    def append(self, room: str, message: Message) -> Message:
        """See ``Broker``."""
        first = self.first(room, message) if message.client_id else None
        if first is not None:
            return first
        self.append_all(room, (message,))
        if message.client_id:
            self._repeats.remember(room, message)
        return message

    def append_all(self, room: str, messages: Sequence[Message]) -> None:
        """See ``Broker``."""
        shelf = self._shelves.get(room)
        if shelf is None:
            shelf = self._new_shelf(room)
        now = self._clock()
        place = now if now > self._last else self._last + 1
        for message in messages:
            message.place = place
            place += 1
        self._last = place - 1
        shelf.kept.extend(messages)
        if not shelf.fresh:
            self._untidy[room] = shelf
        shelf.fresh += len(messages)
        self._fresh += len(messages)
        if self._fresh >= _AT_ONCE:
            self._tidy()

    def first(self, room: str, message: Message) -> Message | None:
        """See ``Broker``."""
        return self._repeats.first(room, message, max(self._clock(), self._last))

    def recall(self, room: str, query: Query) -> Recalled:
        """See ``Broker``."""
        self._tidy()
        shelf = self._shelves.get(room) or _Shelf(self._unknown)
        return recalled(reversed(shelf.kept), query, reaches(query.after, shelf.lost, self._born))

    def commit(self) -> None:
        """What is in memory is kept at once."""

    def close(self) -> None:
        """Memory holds nothing that must be let go of."""

    def _new_shelf(self, room: str) -> _Shelf:
        """Makes space for one more room, and for that forgets what was said in empty ones."""
        new = _Shelf(self._unknown)
        surplus = len(self._shelves) - self._most_rooms + 1
        if surplus > 0:
            self._tidy()
            empty = (room for room in self._shelves if room not in self._presence)
            for silent in list(islice(empty, surplus)):
                shelf = self._shelves.pop(silent)
                self._unknown = max(self._unknown, shelf.last_word)
                self._memory -= _memory_of(shelf.kept)
        self._shelves[room] = new
        return new

    def _tidy(self) -> None:
        """Weighs what has come since the last time, sees which rooms have spoken last, and drops
        what is too much."""
        for room in sorted(self._untidy, key=self._last_word):
            self._shelves.move_to_end(room)
        for shelf in self._untidy.values():
            self._memory += _memory_of([*islice(reversed(shelf.kept), shelf.fresh)])
            shelf.fresh = 0
            self._drop_oldest(shelf, len(shelf.kept) - self._limit)
        self._untidy.clear()
        self._fresh = 0
        if self._memory > MOST_MEMORY:
            self._drop_oldest_talk()

    def _last_word(self, room: str) -> int:
        return self._shelves[room].last_word

    def _drop_oldest(self, shelf: _Shelf, count: int) -> None:
        dropped = [shelf.kept.popleft() for _ in range(count)]
        if dropped:
            shelf.lost = dropped[-1].place
            self._memory -= _memory_of(dropped)

    def _drop_oldest_talk(self) -> None:
        """Makes space where nobody has spoken for longest."""
        for shelf in self._shelves.values():
            while shelf.kept and self._memory > MOST_MEMORY:
                self._drop_oldest(shelf, 1)


def _memory_of(messages: Collection[Message]) -> int:
    """Bytes, about."""
    return _MESSAGE * len(messages) + sum(map(str.__sizeof__, map(_text, messages)))
