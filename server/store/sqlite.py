"""The store of a single server that keeps its history in an SQLite file.

Committed messages survive any end of the process. A machine that loses power may lose the messages
of the last moments, but never their order nor earlier messages: each commit is handed to the
operating system, which writes it to the disk within seconds. Waiting for the disk every time would
cost more than the chat itself (SQLite's ``synchronous = NORMAL`` in WAL mode).
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from server.core.clock import LATEST, Clock, microseconds, monotonic
from server.core.events import ChatMessage, History
from server.core.history_query import HistoryQuery, reaches, select_history
from server.store.base import DEDUP_WINDOW, MOST_IN_FILE, StoreUnavailable
from server.store.dedup import Deduplicator, FirstMessage
from server.store.numbering import number
from server.store.presence import Presence
from server.store.sqlite_open import damaged, open_history, reason
from server.store.sqlite_rooms import KeptRooms
from server.store.sqlite_schema import size_of
from server.store.sqlite_size import FileSize

LEAST_PROBE = 64 * 1024  # bytes that must fit before messages are accepted again after a failure


class SqliteStore:
    """Keeps the last ``limit`` messages of each room, of at most ``most_rooms`` rooms (of more
    only while each has users), in the file at ``path``, of about ``most_bytes``: beyond, the
    largest rooms lose their oldest messages. Raises ``InvalidHistoryFile``."""

    is_instant = False

    def __init__(
        self,
        path: str | Path,
        limit: int,
        most_rooms: int,
        clock: Clock = microseconds,
        elapsed: Clock = monotonic,
        most_bytes: int = MOST_IN_FILE,
    ) -> None:
        """``clock`` gives the time of messages, ``elapsed`` measures how long ids are known."""
        self.clock = clock
        self.elapsed = elapsed
        self.path = Path(path)
        self.tables = open_history(self.path, clock())
        self._file = self._identity()
        self.staged: dict[str, list[ChatMessage]] = {}
        self._is_well = True
        self._refused = LEAST_PROBE  # bytes of the batch that could not be written last
        self.deduplicator = Deduplicator()
        self._presence = presence = Presence()
        self.enter, self.leave, self.here = presence.enter, presence.leave, presence.here
        try:
            self.file_size = FileSize(self.tables, most_bytes)
            self.kept_rooms = KeptRooms(self.tables, limit, most_rooms, presence)
            self._load()
        except (sqlite3.Error, TypeError, ValueError, ArithmeticError, AttributeError) as damage:
            self.close()  # a damaged file may hold anything anywhere
            raise damaged(self.path, damage) from damage
        self.kept_rooms.settle(self.file_size)

    def _load(self) -> None:
        """Read the last sequence number, and the messages that may be repeated."""
        self.last = self.kept_rooms.last
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
            lost, staged = self.kept_rooms.within_limit(room, self.staged.get(room, []))
            kept = self.tables.newest_first(room, lost, query)
            newest_first = chain(reversed(staged), kept)
            return select_history(
                newest_first, query, reaches(query.after, lost, self.kept_rooms.born)
            )
        except sqlite3.Error as error:
            raise StoreUnavailable(reason(error)) from error

    def commit(self) -> None:
        """See ``Store``."""
        staged, self.staged = self.staged, {}
        try:
            if staged or not self._is_well:
                self._expect_file()
                self.kept_rooms.make_space(self.file_size, _size_of(staged))
            if staged:
                self.kept_rooms.write(staged, self._repeatable)
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

    def _repeatable(self, room: str) -> int:
        """Return the sequence number of the oldest message of a room that may be repeated."""
        oldest = self.deduplicator.oldest(room)
        return self.last if oldest is None else oldest

    def _undo(self, staged: dict[str, list[ChatMessage]]) -> None:
        """Roll back the staged messages and forget their ids."""
        with suppress(sqlite3.Error):
            self.tables.roll_back()
        for room, messages in staged.items():
            for message in messages:
                self.deduplicator.forget(room, message)


def _size_of(staged: dict[str, list[ChatMessage]]) -> int:
    """Return the approximate bytes of messages in the file."""
    return sum(size_of([message.text for message in messages]) for messages in staged.values())
