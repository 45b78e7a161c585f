"""The rooms of a history file: what is kept of each, and the writing of new messages."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import chain, islice

from server.core.events import ChatMessage
from server.store.presence import Presence
from server.store.sqlite_schema import MOST_ROWS, HistoryTables, RoomSummary, size_of
from server.store.sqlite_size import FileSize

_LEAST_TRIMMED = 64  # messages above its limit that a room must have before it is trimmed,
_TRIMMED_SHARE = 8  # and at least an eighth of the limit

Staged = Mapping[str, list[ChatMessage]]
"""Messages that are not written yet, by room."""


class KeptRooms:
    """The rooms of an open file, each with its last ``limit`` messages.

    Every method but ``within_limit`` changes what it knows only after the file has changed.
    """

    def __init__(
        self, tables: HistoryTables, limit: int, most_rooms: int, presence: Presence
    ) -> None:
        """Read what the file has. May raise ``sqlite3.Error``, and others if it is damaged."""
        self._tables = tables
        self._limit = limit
        self._trimmed_at = limit + max(limit // _TRIMMED_SHARE, _LEAST_TRIMMED)
        self._most_rooms = most_rooms
        self._presence = presence
        self.born, self.unknown = tables.life()
        self.rooms = OrderedDict(tables.rooms())  # least recently active first

    @property
    def last(self) -> int:
        """Return the last sequence number that was ever given to a message, as far as known."""
        return max([self.unknown, *(max(kept.last, kept.lost) for kept in self.rooms.values())])

    def settle(self, file_size: FileSize) -> None:
        """Bring the file within its size; where that fails, the first messages will try again."""
        try:
            self.unknown = file_size.settle(self.rooms, self.unknown)
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self._tables.roll_back()

    def make_space(self, file_size: FileSize, size: int) -> None:
        """Drop old messages if messages of ``size`` bytes need space. May raise
        ``sqlite3.Error``."""
        self.unknown = file_size.make_space(self.rooms, size, self.unknown)

    def within_limit(self, room: str, staged: list[ChatMessage]) -> tuple[int, list[ChatMessage]]:
        """Return the sequence number before the room's last ``limit`` messages, and those of
        ``staged`` among them."""
        kept = self._known(room)
        surplus = kept.count + len(staged) - self._limit
        if surplus <= 0:
            return kept.lost, staged
        if surplus <= kept.count:
            return self._tables.edge(room, kept.lost, surplus), staged
        surplus -= kept.count
        return staged[surplus - 1].sequence, staged[surplus:]

    def write(self, staged: Staged, repeatable: Callable[[str], int]) -> None:
        """Write messages. Those of a room from the sequence number ``repeatable`` on may be
        repeated. May raise ``sqlite3.Error``."""
        rows = [(room, message) for room, messages in staged.items() for message in messages]
        rows.sort(key=_sequence)
        spoken = {room: self._with(room, staged[room]) for room in _by_last_word(staged)}
        fresh = [room for room in spoken if room not in self.rooms]
        full = [room for room, kept in spoken.items() if kept.count >= self._trimmed_at]
        silent = self._too_silent(spoken, len(fresh))
        if not silent and not full and self.unknown == self.born and len(rows) <= MOST_ROWS:
            self._tables.insert(rows)  # one statement is a transaction by itself
        else:
            with self._tables.transaction():
                self._tables.insert(rows)
                self._tables.lose(fresh, self.unknown)
                for room in full:
                    self._trim(room, spoken[room], repeatable(room))
                self._tables.drop(list(silent), max([self.unknown, *silent.values()]))
        self._adopt(spoken, silent)

    def _known(self, room: str) -> RoomSummary:
        return self.rooms.get(room) or RoomSummary(self.unknown, 0, 0, 0)

    def _with(self, room: str, messages: list[ChatMessage]) -> RoomSummary:
        """Return the summary of a room after ``messages`` are added."""
        kept = self._known(room)
        size = kept.size + size_of([message.text for message in messages])
        return RoomSummary(kept.lost, kept.count + len(messages), messages[-1].sequence, size)

    def _too_silent(self, spoken: dict[str, RoomSummary], fresh: int) -> dict[str, int]:
        """Return the rooms to drop for ``fresh`` new ones, with their last sequence numbers: the
        least recently active rooms without users."""
        surplus = len(self.rooms) + fresh - self._most_rooms if fresh else 0
        silent = (item for item in self.rooms.items() if item[0] not in spoken)
        empty = (item for item in chain(silent, spoken.items()) if item[0] not in self._presence)
        return {room: kept.last for room, kept in islice(empty, max(surplus, 0))}

    def _trim(self, room: str, kept: RoomSummary, repeatable: int) -> None:
        """Drop the messages above the limit. They are hidden even before: see ``within_limit``."""
        kept.lost = self._tables.edge(room, kept.lost, kept.count - self._limit)
        kept.count = self._limit
        kept.size -= self._tables.trim(room, kept.lost, repeatable)

    def _adopt(self, spoken: dict[str, RoomSummary], silent: dict[str, int]) -> None:
        """Update the known rooms after the write: ``spoken`` are the most recent, ``silent`` are
        dropped."""
        for room, kept in spoken.items():
            self.rooms[room] = kept
            self.rooms.move_to_end(room)
        for room, last in silent.items():
            del self.rooms[room]
            self.unknown = max(self.unknown, last)


def _sequence(row: tuple[str, ChatMessage]) -> int:
    return row[1].sequence


def _by_last_word(staged: Staged) -> list[str]:
    return sorted(staged, key=lambda room: staged[room][-1].sequence)
