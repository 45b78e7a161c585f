"""The broker of a single server that keeps its history in memory."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import attrgetter

from server.brokers.contract import Query
from server.brokers.places import Clock, microseconds
from server.brokers.presence import Presence
from server.brokers.repeats import Repeats
from server.events import Message, Recalled, Whispered

MOST_CHARACTERS = 256 * 1024 * 1024  # of all messages together; beyond, the oldest talk goes
_text = attrgetter("text")
_AT_ONCE = 64  # messages after which a room is tidied: to do it for each would cost as much again


class _Shelf:
    """What is kept of one room, and perhaps a few messages more, until it is tidied.

    ``lost`` is the place of the newest message that is gone; of what was said up to ``unknown``,
    if anything was, this broker cannot tell.
    """

    __slots__ = ("fresh", "kept", "lost", "unknown")

    def __init__(self, unknown: int) -> None:
        self.kept: deque[Message] = deque()
        self.fresh = 0  # the newest so many are not weighed yet
        self.lost = 0
        self.unknown = unknown


class MemoryBroker:
    """Keeps the last ``limit`` messages of each room, of at most ``most_rooms`` rooms."""

    is_instant = True

    def __init__(self, limit: int, most_rooms: int, clock: Clock = microseconds) -> None:
        self._limit = limit
        self._most_rooms = most_rooms
        self._clock = clock
        self._last = self._unknown = clock()
        self._shelves: dict[str, _Shelf] = {}
        self._characters = 0
        self._repeats = Repeats()
        self._presence = presence = Presence()
        self.enter, self.leave, self.here = presence.enter, presence.leave, presence.here

    def append(self, room: str, message: Message) -> Message:
        """See ``Broker``."""
        first = self._repeats.first(room, message, self._clock()) if message.client_id else None
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
        shelf.fresh += len(messages)
        if shelf.fresh >= _AT_ONCE:
            self._tidy(shelf)

    def recall(self, room: str, query: Query) -> Recalled:
        """See ``Broker``."""
        shelf = self._shelves.get(room)
        found: list[Message] = []
        if shelf is not None:
            self._tidy(shelf)
            for message in reversed(shelf.kept):
                if len(found) == query.limit or not _is_after(message, query):
                    break
                if _is_before(message, query) and is_for(message, query):
                    found.append(message)
        is_complete = len(found) == query.limit or self._reaches(shelf, query.after)
        return Recalled(tuple(reversed(found)), is_complete)

    def commit(self) -> None:
        """What is in memory is kept at once."""

    def close(self) -> None:
        """Memory holds nothing that must be let go of."""

    def _reaches(self, shelf: _Shelf | None, after: int | None) -> bool:
        """Whether all that was said after ``after`` is kept, or all that ever was (None)."""
        lost, unknown = (shelf.lost, shelf.unknown) if shelf is not None else (0, self._unknown)
        return not lost if after is None else after >= max(lost, unknown)

    def _new_shelf(self, room: str) -> _Shelf:
        if len(self._shelves) >= self._most_rooms:
            self._drop_rooms(len(self._shelves) - self._most_rooms + 1)
        shelf = self._shelves[room] = _Shelf(self._unknown)
        return shelf

    def _tidy(self, shelf: _Shelf) -> None:
        """Weighs what has come since the last time, and drops what is too much."""
        kept = shelf.kept
        self._characters += _characters(islice(reversed(kept), shelf.fresh))
        shelf.fresh = 0
        dropped = [kept.popleft() for _ in range(len(kept) - self._limit)]
        if dropped:
            shelf.lost = dropped[-1].place
            self._characters -= _characters(dropped)
        if self._characters > MOST_CHARACTERS:
            self._drop_oldest_talk()

    def _drop_oldest_talk(self) -> None:
        """Makes space where nobody has spoken for longest."""
        for room in sorted(self._shelves, key=self._last_word):
            shelf = self._shelves[room]
            while len(shelf.kept) > shelf.fresh and self._characters > MOST_CHARACTERS:
                message = shelf.kept.popleft()
                shelf.lost = message.place
                self._characters -= len(message.text)

    def _drop_rooms(self, count: int) -> None:
        """Forgets what was said in empty rooms, those first where nobody spoke for longest."""
        empty = [room for room in self._shelves if room not in self._presence]
        for room in sorted(empty, key=self._last_word)[:count]:
            shelf = self._shelves[room]
            self._tidy(shelf)
            self._unknown = max(self._unknown, self._last_word(room))
            self._characters -= _characters(shelf.kept)
            del self._shelves[room]

    def _last_word(self, room: str) -> int:
        shelf = self._shelves[room]
        return shelf.kept[-1].place if shelf.kept else shelf.lost


def _characters(messages: Iterable[Message]) -> int:
    return sum(map(len, map(_text, messages)))


def is_for(message: Message, query: Query) -> bool:
    """Whether the reader of ``query`` may see ``message``: what is whispered, its two alone."""
    return not isinstance(message, Whispered) or query.reader in (message.name, message.to)


def _is_after(message: Message, query: Query) -> bool:
    return query.after is None or message.place > query.after


def _is_before(message: Message, query: Query) -> bool:
    return query.before is None or message.place < query.before
