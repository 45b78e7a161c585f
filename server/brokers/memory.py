"""The broker of a single server that keeps its history in memory."""

from collections import deque

from server.brokers.contract import Query
from server.brokers.places import Clock, microseconds
from server.brokers.presence import Presence
from server.brokers.repeats import Repeats
from server.events import Message, Recalled, Whispered

MOST_CHARACTERS = 256 * 1024 * 1024  # of all messages together; beyond, the oldest talk goes


class _Shelf:
    """What is kept of one room; ``lost`` is the place of the newest message that no longer is."""

    __slots__ = ("kept", "lost", "unknown")

    def __init__(self, unknown: int) -> None:
        self.kept: deque[Message] = deque()
        self.lost = 0
        self.unknown = unknown  # what was said up to here, if anything, this broker cannot tell


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
        presence = Presence()
        self._presence = presence
        self.enter, self.leave, self.here = presence.enter, presence.leave, presence.here

    def append(self, room: str, message: Message) -> Message:
        """See ``Broker``."""
        now = self._clock()
        if message.client_id:
            first = self._repeats.first(room, message, now)
            if first is not None:
                return first
        message.place = self._last = now if now > self._last else self._last + 1
        if message.client_id:
            self._repeats.remember(room, message)
        shelf = self._shelves.get(room)
        if shelf is None:
            shelf = self._new_shelf(room)
        shelf.kept.append(message)
        self._characters += len(message.text)
        if len(shelf.kept) > self._limit:
            self._drop_oldest(shelf)
        if self._characters > MOST_CHARACTERS:
            self._drop_oldest_talk()
        return message

    def recall(self, room: str, query: Query) -> Recalled:
        """See ``Broker``."""
        shelf = self._shelves.get(room)
        kept = shelf.kept if shelf is not None else ()
        found: list[Message] = []
        for message in reversed(kept):
            if query.after is not None and message.place <= query.after:
                break
            if len(found) == query.limit:
                break
            if (query.before is None or message.place < query.before) and is_for(message, query):
                found.append(message)
        is_complete = len(found) == query.limit or self._reaches(shelf, query.after)
        return Recalled(tuple(reversed(found)), is_complete)

    def commit(self) -> None:
        """What is in memory is kept at once."""

    def close(self) -> None:
        """Memory holds nothing that must be let go of."""

    def _reaches(self, shelf: _Shelf | None, after: int | None) -> bool:
        """Whether all that was said after ``after`` is kept, or all that ever was (None)."""
        lost = shelf.lost if shelf is not None else 0
        if after is None:
            return not lost
        unknown = shelf.unknown if shelf is not None else self._unknown
        return after >= max(lost, unknown)

    def _new_shelf(self, room: str) -> _Shelf:
        if len(self._shelves) >= self._most_rooms:
            self._drop_rooms(len(self._shelves) - self._most_rooms + 1)
        shelf = self._shelves[room] = _Shelf(self._unknown)
        return shelf

    def _drop_rooms(self, count: int) -> None:
        """Forgets what was said in empty rooms, those first where nobody spoke for longest."""
        empty = [room for room in self._shelves if room not in self._presence]
        for room in sorted(empty, key=self._last_word)[:count]:
            shelf = self._shelves.pop(room)
            self._characters -= sum(len(message.text) for message in shelf.kept)
            self._unknown = max(self._unknown, shelf.kept[-1].place if shelf.kept else 0)

    def _drop_oldest(self, shelf: _Shelf) -> None:
        message = shelf.kept.popleft()
        shelf.lost = message.place
        self._characters -= len(message.text)

    def _drop_oldest_talk(self) -> None:
        """Makes room where nobody has spoken for longest."""
        for room in sorted(self._shelves, key=self._last_word):
            shelf = self._shelves[room]
            while shelf.kept and self._characters > MOST_CHARACTERS:
                self._drop_oldest(shelf)

    def _last_word(self, room: str) -> int:
        shelf = self._shelves[room]
        return shelf.kept[-1].place if shelf.kept else shelf.lost


def is_for(message: Message, query: Query) -> bool:
    """Whether the reader of ``query`` may see ``message``: what is whispered, its two alone."""
    return not isinstance(message, Whispered) or query.reader in (message.name, message.to)
