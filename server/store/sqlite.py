"""The store of a single server that keeps its history in an SQLite file.

Committed messages survive any end of the process. A machine that loses power may lose the messages
of the last moments, but never their order nor earlier messages: each commit is handed to the
operating system, which writes it to the disk within seconds. Waiting for the disk every time would
cost more than the chat itself (SQLite's ``synchronous = NORMAL`` in WAL mode).
"""

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from server.core.clock import LATEST, Clock, microseconds, monotonic
from server.core.events import ChatMessage, History
from server.core.history_query import HistoryQuery, reaches, select_history
from server.store.base import DEDUP_WINDOW, StoreUnavailable
from server.store.dedup import Deduplicator, FirstMessage
from server.store.numbering import number
from server.store.presence import Presence
from server.store.sqlite_open import damaged, open_history, reason
from server.store.sqlite_schema import MOST_ROWS, RoomSummary

LEAST_PROBE = 64 * 1024  # bytes that must fit before messages are accepted again after a failure
_ROW = 200  # approximate bytes of a message without its text
_LEAST_TRIMMED = 64  # messages above its limit that a room must have before it is trimmed,
_TRIMMED_SHARE = 8  # and at least an eighth of the limit


class SqliteStore:
    """Keeps the last ``limit`` messages of each room, of at most ``most_rooms`` rooms (of more
    only while each has users), in the file at ``path``. Raises ``InvalidHistoryFile``."""

    is_instant = False

    def __init__(
        self,
        path: str | Path,
        limit: int,
        most_rooms: int,
        clock: Clock = microseconds,
        elapsed: Clock = monotonic,
    ) -> None:
        """``clock`` gives the time of messages, ``elapsed`` measures how long ids are known."""
        self._limit = limit
        self._trimmed_at = limit + max(limit // _TRIMMED_SHARE, _LEAST_TRIMMED)
        self._most_rooms = most_rooms
        self.clock = clock
        self.elapsed = elapsed
        self.path = Path(path)
        self.tables = open_history(self.path, clock())
        self._file = self._identity()
        self.staged: dict[str, list[ChatMessage]] = {}
        self._is_well = True
        self._refused = LEAST_PROBE  # bytes of the batch that could not be written last
        self.deduplicator = Deduplicator()
        try:
            self._load()
        except (sqlite3.Error, TypeError, ValueError, ArithmeticError, AttributeError) as damage:
            self.close()  # a damaged file may hold anything anywhere
            raise damaged(self.path, damage) from damage
        self._presence = presence = Presence()
        self.enter, self.leave, self.here = presence.enter, presence.leave, presence.here

    def _load(self) -> None:
        """Read what is known of the rooms, and the messages that may be repeated."""
        self._born, self._unknown = self.tables.life()
        self.rooms = OrderedDict(self.tables.rooms())  # least recently active first
        self.last = max(
            [self._unknown, *(max(kept.last, kept.lost) for kept in self.rooms.values())]
        )
        if self.last > LATEST:
            raise ValueError("it has a message from beyond the year 9999")
        now, newest = self.elapsed(), max(self.clock(), self.last)
        for room, message in self.tables.repeatable(newest - DEDUP_WINDOW):
            self.deduplicator.remember(room, message, now - (newest - message.sequence))

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
        self.last = number(messages, self.last, self.clock())
        self.staged.setdefault(room, []).extend(messages)

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
        try:
            lost, staged = self._within_limit(room)
            kept = self.tables.newest_first(room, lost, query)
            newest_first = chain(reversed(staged), kept)
            return select_history(newest_first, query, reaches(query.after, lost, self._born))
        except sqlite3.Error as error:
            raise StoreUnavailable(reason(error)) from error

    def commit(self) -> None:
        """See ``Store``."""
        staged, self.staged = self.staged, {}
        try:
            if staged or not self._is_well:
                self._expect_file()
            if staged:
                self._write(staged)
            elif not self._is_well:
                self.tables.probe(self._refused)
        except Exception as error:  # any error: all or nothing
            self._is_well = False
            if staged:
                self._refused = max(LEAST_PROBE, _size_of(staged))
            self._undo(staged)
            if isinstance(error, StoreUnavailable):
                raise
            raise StoreUnavailable(reason(error)) from error
        self._is_well = True

    def _identity(self) -> tuple[int, int] | None:
        """Return what distinguishes the file from others; None if it is gone."""
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _expect_file(self) -> None:
        """Raise ``StoreUnavailable`` if the file was removed or replaced: nothing that is written
        to it would survive the server."""
        if self._identity() != self._file:
            raise StoreUnavailable(f"the file {self.path} was removed or replaced")

    def close(self) -> None:
        """Close the file, so that another server may open it."""
        with suppress(sqlite3.Error):
            self.tables.close()

    def _recalled(self, room: str, sequence: int) -> ChatMessage | None:
        """Return a message by its sequence number; None if it is no longer kept."""
        staged = (one for one in self.staged.get(room, []) if one.sequence == sequence)
        try:
            return next(staged, None) or self.tables.message(room, sequence)
        except sqlite3.Error as error:
            raise StoreUnavailable(reason(error)) from error

    def _within_limit(self, room: str) -> tuple[int, list[ChatMessage]]:
        """Return the sequence number before the room's last ``limit`` messages, and its staged
        messages among them."""
        kept = self.rooms.get(room) or RoomSummary(self._unknown, 0, 0)
        staged = self.staged.get(room, [])
        surplus = kept.count + len(staged) - self._limit
        if surplus <= 0:
            return kept.lost, staged
        if surplus <= kept.count:
            return self.tables.edge(room, kept.lost, surplus), staged
        surplus -= kept.count
        return staged[surplus - 1].sequence, staged[surplus:]

    def _write(self, staged: dict[str, list[ChatMessage]]) -> None:
        """Write the staged messages; update the known rooms only after the file has changed."""
        rows = [(room, message) for room, messages in staged.items() for message in messages]
        rows.sort(key=_sequence)
        rooms = OrderedDict(
            (room, self._with(room, staged[room])) for room in _by_last_word(staged)
        )
        fresh = [room for room in rooms if room not in self.rooms]
        full = [room for room, kept in rooms.items() if kept.count >= self._trimmed_at]
        silent = self._too_silent(rooms, len(fresh))
        if not silent and not full and self._unknown == self._born and len(rows) <= MOST_ROWS:
            self.tables.insert(rows)  # one statement is a transaction by itself
        else:
            with self.tables.transaction():
                self.tables.insert(rows)
                self.tables.lose(fresh, self._unknown)
                for room in full:
                    self._trim(room, rooms[room])
                self.tables.drop(list(silent), max([self._unknown, *silent.values()]))
        self._adopt(rooms, silent)

    def _with(self, room: str, messages: list[ChatMessage]) -> RoomSummary:
        """Return the summary of a room after ``messages`` are added."""
        kept = self.rooms.get(room) or RoomSummary(self._unknown, 0, 0)
        return RoomSummary(kept.lost, kept.count + len(messages), messages[-1].sequence)

    def _too_silent(self, spoken: dict[str, RoomSummary], fresh: int) -> dict[str, int]:
        """Return the rooms to drop for ``fresh`` new ones, with their last sequence numbers: the
        least recently active rooms without users."""
        surplus = len(self.rooms) + fresh - self._most_rooms if fresh else 0
        silent = (item for item in self.rooms.items() if item[0] not in spoken)
        empty = (item for item in chain(silent, spoken.items()) if item[0] not in self._presence)
        return {room: kept.last for room, kept in islice(empty, max(surplus, 0))}

    def _trim(self, room: str, kept: RoomSummary) -> None:
        """Drop the messages above the limit. They are hidden even before: see ``_within_limit``."""
        kept.lost = self.tables.edge(room, kept.lost, kept.count - self._limit)
        kept.count = self._limit
        repeatable = self.deduplicator.oldest(room)
        self.tables.trim(room, kept.lost, self.last if repeatable is None else repeatable)

    def _adopt(self, spoken: dict[str, RoomSummary], silent: dict[str, int]) -> None:
        """Update the known rooms after the write: ``spoken`` are the most recent, ``silent`` are
        dropped."""
        for room, kept in spoken.items():
            self.rooms[room] = kept
            self.rooms.move_to_end(room)
        for room, last in silent.items():
            del self.rooms[room]
            self._unknown = max(self._unknown, last)

    def _undo(self, staged: dict[str, list[ChatMessage]]) -> None:
        """Roll back the staged messages and forget their ids."""
        with suppress(sqlite3.Error):
            self.tables.roll_back()
        for room, messages in staged.items():
            for message in messages:
                self.deduplicator.forget(room, message)


def _size_of(staged: dict[str, list[ChatMessage]]) -> int:
    """Return the approximate bytes of messages in the file."""
    messages = [message for messages in staged.values() for message in messages]
    return sum(len(message.text.encode("utf-8", "replace")) + _ROW for message in messages)


def _sequence(row: tuple[str, ChatMessage]) -> int:
    return row[1].sequence


def _by_last_word(staged: dict[str, list[ChatMessage]]) -> list[str]:
    return sorted(staged, key=lambda room: staged[room][-1].sequence)
