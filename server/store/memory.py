"""The store of a single server that keeps its history in memory."""

from bisect import bisect_left
from collections import OrderedDict, deque
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from server.core.clock import Clock, microseconds, monotonic
from server.core.events import ChatMessage, History
from server.core.fair_share import fair_level
from server.core.history_query import HistoryQuery, reaches, select_history
from server.store.base import MOST_IN_MEMORY
from server.store.dedup import Deduplicator, FirstMessage
from server.store.numbering import number
from server.store.presence import Presence

_LEFT = 31 / 32  # of the bytes after the oldest were dropped: little at once, so it is soon done
_MESSAGE = 150  # approximate bytes of a message without its text
_AT_ONCE = 512  # messages between two trims: trimming for each would double the cost
_LARGEST = (
    256 * 1024
)  # bytes of a message; between two trims, such ones take half of ``most_bytes``
_text, _sequence = attrgetter("text"), attrgetter("sequence")


class _RoomLog:
    """The messages of one room, and perhaps a few more until it is trimmed.

    Messages up to the sequence number ``lost`` may have been dropped.
    """

    __slots__ = ("fresh", "kept", "lost", "memory")

    def __init__(self, lost: int) -> None:
        self.kept: deque[ChatMessage] = deque()
        self.fresh = 0  # number of newest messages whose size is not yet counted
        self.memory = 0  # approximate bytes of the others
        self.lost = lost

    @property
    def last_word(self) -> int:
        return self.kept[-1].sequence if self.kept else self.lost


class MemoryStore:
    """Keeps the last ``limit`` messages of each room, of at most ``most_rooms`` rooms; of more
    rooms only while each has users. When the messages take more than ``most_bytes`` of memory, the
    largest rooms lose their oldest."""

    is_instant = True

    def __init__(
        self,
        limit: int,
        most_rooms: int,
        clock: Clock = microseconds,
        elapsed: Clock = monotonic,
        most_bytes: int = MOST_IN_MEMORY,
    ) -> None:
        """``clock`` gives the time of messages, ``elapsed`` measures how long ids are known."""
        self.limit = limit
        self.most_bytes = most_bytes
        self._at_once = min(_AT_ONCE, max(1, most_bytes // (2 * _LARGEST)))
        self._most_rooms = most_rooms
        self.clock = clock
        self.last = self._born = self._unknown = clock()
        self.logs: OrderedDict[str, _RoomLog] = OrderedDict()  # least recently active first
        self._untidy: dict[str, _RoomLog] = {}
        self._fresh = 0  # messages in ``_untidy``
        self._memory = 0
        self.elapsed = elapsed
        self.deduplicator = Deduplicator()
        self._presence = presence = Presence()
        self.enter, self.leave, self.here = presence.enter, presence.leave, presence.here

    def append(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """See ``Store``."""
        if message.client_id and self.is_repeated(room, message):
            return self.first(room, message)
        self.append_all(room, (message,))
        if message.client_id:
            self.deduplicator.remember(room, message, self.elapsed())
        return message

    def append_all(self, room: str, messages: Sequence[ChatMessage]) -> None:
        """See ``Store``."""
        log = self.logs.get(room)
        if log is None:
            log = self._new_log(room)
        self.last = number(messages, self.last, self.clock())
        log.kept.extend(messages)
        if not log.fresh:
            self._untidy[room] = log
        log.fresh += len(messages)
        self._fresh += len(messages)
        if self._fresh >= self._at_once:
            self.tidy()

    def is_repeated(self, room: str, message: ChatMessage) -> bool:
        """See ``Store``."""
        return self._first(room, message) is not None

    def first(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """See ``Store``."""
        first = self._first(room, message)
        if first is None:
            return None
        return first.as_repeated_by(message) or self._recalled(room, first.sequence)

    def _first(self, room: str, message: ChatMessage) -> FirstMessage | None:
        return self.deduplicator.first(room, message, self.elapsed())

    def read_history(self, room: str, query: HistoryQuery) -> History:
        """See ``Store``."""
        self.tidy()
        log = self.logs.get(room) or _RoomLog(self._unknown)
        newest_first = _newest_first(log.kept, query.before)
        return select_history(newest_first, query, reaches(query.after, log.lost, self._born))

    def commit(self) -> None:
        """Do nothing: messages in memory are stored at once."""

    def close(self) -> None:
        """Do nothing: memory needs no release."""

    def _recalled(self, room: str, sequence: int) -> ChatMessage | None:
        """Return a message by its sequence number; None if it is no longer kept."""
        kept = self.logs[room].kept if room in self.logs else deque()
        position = bisect_left(kept, sequence, key=_sequence)
        is_kept = position < len(kept) and kept[position].sequence == sequence
        return kept[position] if is_kept else None

    def _new_log(self, room: str) -> _RoomLog:
        """Return a log for a new room, dropping the history of empty rooms to make space."""
        new = _RoomLog(self._unknown)
        surplus = len(self.logs) - self._most_rooms + 1
        if surplus > 0:
            self.tidy()
            empty = (room for room in self.logs if room not in self._presence)
            for silent in list(islice(empty, surplus)):
                log = self.logs.pop(silent)
                self._unknown = max(self._unknown, log.last_word)
                self._memory -= log.memory
        self.logs[room] = new
        return new

    def tidy(self) -> None:
        """Count the size of new messages, reorder rooms by activity, and drop surplus messages."""
        for room in sorted(self._untidy, key=self._last_word):
            self.logs.move_to_end(room)
        for log in self._untidy.values():
            fresh = _memory_of([*islice(reversed(log.kept), log.fresh)])
            log.memory += fresh
            self._memory += fresh
            log.fresh = 0
            self.drop_oldest(log, len(log.kept) - self.limit)
        self._untidy.clear()
        self._fresh = 0
        if self._memory > self.most_bytes:
            self._shrink()

    def _last_word(self, room: str) -> int:
        return self.logs[room].last_word

    def drop_oldest(self, log: _RoomLog, count: int) -> None:
        """Drop the ``count`` oldest messages of a room."""
        dropped = [log.kept.popleft() for _ in range(count)]
        if dropped:
            log.lost = dropped[-1].sequence
            released = _memory_of(dropped)
            log.memory -= released
            self._memory -= released

    def _shrink(self) -> None:
        """Drop the oldest messages of the rooms that use the most memory: one room that sends much
        does not cost others their history."""
        most = int(self.most_bytes * _LEFT)
        level = fair_level((log.memory for log in self.logs.values()), most)
        for log in self.logs.values():
            self.drop_oldest(log, _surplus(log, level))


def _surplus(log: _RoomLog, level: int) -> int:
    """Return the number of oldest messages without which a room takes at most ``level`` bytes."""
    above = log.memory - level
    for count, message in enumerate(log.kept):
        if above <= 0:
            return count
        above -= _memory_of((message,))
    return len(log.kept)


def _newest_first(kept: deque[ChatMessage], before: int | None) -> Iterator[ChatMessage]:
    """Return the messages before a sequence number (None: all), without a look at the others."""
    others = 0 if before is None else len(kept) - bisect_left(kept, before, key=_sequence)
    return islice(reversed(kept), others, None)


def _memory_of(messages: Collection[ChatMessage]) -> int:
    """Return the approximate size in bytes."""
    return _MESSAGE * len(messages) + sum(map(str.__sizeof__, map(_text, messages)))
