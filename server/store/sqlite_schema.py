"""What a history file holds, and every statement on it.

Python lets go of its lock at each step of a statement, and wins it back from a busy event loop only
after a while. So there are few steps: many messages are one row of parameters, or one of JSON.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from server.core.events import ChatMessage, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery

SCHEMA = (
    "CREATE TABLE messages (place INTEGER PRIMARY KEY, room TEXT NOT NULL, name TEXT NOT NULL,"
    " addressee TEXT, client_id TEXT NOT NULL, text TEXT NOT NULL)",
    "CREATE INDEX messages_by_room ON messages (room)",  # and by place, as every index in SQLite
    "CREATE TABLE lost (room TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE life (born INTEGER NOT NULL, unknown INTEGER NOT NULL)",
)
_COLUMNS = "place, room, name, addressee, client_id, text"
_MESSAGES = f"""SELECT json_group_array(json_array({_COLUMNS})) FROM (
    SELECT {_COLUMNS} FROM messages"""
_NEWEST = f"""{_MESSAGES} WHERE room = ? AND place > ? AND place < ?
    AND (addressee IS NULL OR name = ? OR addressee = ?) ORDER BY place DESC LIMIT ?)"""
_REPEATABLE = f"{_MESSAGES} WHERE place > ? AND client_id <> '' ORDER BY place LIMIT ?)"
_EDGE = "SELECT place FROM messages WHERE room = ? AND place > ? ORDER BY place LIMIT 1 OFFSET ?"
_KEPT = """SELECT room, lost, sum(place > lost), max(place) FROM (
    SELECT messages.room, messages.place, coalesce(lost.place, life.born) AS lost
    FROM life, messages LEFT JOIN lost ON lost.room = messages.room)
    GROUP BY room ORDER BY max(place)"""
MOST_ROWS = 512  # that are inserted in one step
_PIECE = 64  # messages that are read at once
_FARTHEST = 2**63 - 1  # SQLite's largest number


@dataclass(slots=True)
class RoomSummary:
    """What is kept of one room: ``count`` messages after the place ``lost``, up to ``last``."""

    lost: int
    count: int
    last: int


class HistoryTables:
    """An open history file. Every method may raise ``sqlite3.Error``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._execute = connection.execute

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self._execute("BEGIN")
        yield
        self._execute("COMMIT")

    def roll_back(self) -> None:
        """Undoes what was begun, if anything was."""
        if self._connection.in_transaction:
            self._execute("ROLLBACK")

    def life(self) -> tuple[int, int]:
        """When this history began; and the last place of all rooms that were dropped."""
        born, unknown = self._execute("SELECT born, unknown FROM life").fetchone()
        return born, unknown

    def rooms(self) -> dict[str, RoomSummary]:
        """What is kept of each room, the longest silent first."""
        found = self._execute(_KEPT).fetchall()
        return {room: RoomSummary(lost, count, last) for room, lost, count, last in found}

    def insert(self, rows: list[tuple[str, ChatMessage]]) -> None:
        """Keeps messages of rooms: up to ``MOST_ROWS`` take one step."""
        for start in range(0, len(rows), MOST_ROWS):
            piece = rows[start : start + MOST_ROWS]
            size = 1 << (len(piece) - 1).bit_length()  # few sizes: few statements to prepare
            values = [value for room, message in piece for value in _row(room, message)]
            values += [None] * (6 * (size - len(piece)))
            self._execute(_insert(size), values)

    def newest_first(self, room: str, lost: int, query: HistoryQuery) -> Iterator[ChatMessage]:
        """The messages of a room after ``lost`` that ``query`` asks for, read as they are taken."""
        after = min(max(lost, query.after or 0), _FARTHEST)
        before = _FARTHEST if query.before is None else min(query.before, _FARTHEST)
        piece = _PIECE if query.limit is None else min(query.limit, _PIECE)
        while True:
            reader = query.reader
            found = self._messages(_NEWEST, room, after, before, reader, reader, piece)
            yield from (message for _, message in reversed(found))
            if not piece or len(found) < piece:
                return
            before = found[0][1].sequence

    def repeatable(self, after: int) -> Iterator[tuple[str, ChatMessage]]:
        """Messages of all rooms after a place that bear an id of their client's, oldest first."""
        while found := self._messages(_REPEATABLE, after, _PIECE):
            yield from found
            after = found[-1][1].sequence

    def edge(self, room: str, lost: int, surplus: int) -> int:
        """The place of the last of the ``surplus`` oldest messages of a room."""
        sequence: int = self._execute(_EDGE, (room, lost, surplus - 1)).fetchone()[0]
        return sequence

    def trim(self, room: str, lost: int, repeatable: int) -> None:
        """Drops a room's messages up to ``lost``; but what can still be repeated, and stands at
        ``repeatable`` or later, only ceases to be shown."""
        self._execute(
            "DELETE FROM messages WHERE room = ? AND place <= ? AND (client_id = '' OR place < ?)",
            (room, lost, repeatable),
        )
        self.lose([room], lost)

    def lose(self, rooms: list[str], lost: int) -> None:
        """Nothing that was said in ``rooms`` up to ``lost`` is sure to be kept."""
        if not rooms:
            return
        self._execute(
            "INSERT OR REPLACE INTO lost SELECT value, ? FROM json_each(?)",
            (lost, json.dumps(rooms)),
        )

    def drop(self, rooms: list[str], unknown: int) -> None:
        """Drops rooms whole; up to ``unknown`` they may have had messages."""
        if not rooms:
            return
        of_them = "WHERE room IN (SELECT value FROM json_each(?))"
        self._execute(f"DELETE FROM messages {of_them}", (json.dumps(rooms),))
        self._execute(f"DELETE FROM lost {of_them}", (json.dumps(rooms),))
        self._execute("UPDATE life SET unknown = ?", (unknown,))

    def touch(self) -> None:
        """Writes what is there already: it fails if writing fails."""
        self._execute("UPDATE life SET born = born")

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _messages(self, statement: str, *values: object) -> list[tuple[str, ChatMessage]]:
        found = json.loads(self._execute(statement, values).fetchone()[0])
        return [_message(*row) for row in sorted(found, key=_sequence)]


def _insert(size: int) -> str:
    """The statement for so many rows, of which some may be empty."""
    rows = ", ".join(["(?, ?, ?, ?, ?, ?)"] * size)
    return f"""INSERT INTO messages ({_COLUMNS}) SELECT * FROM (VALUES {rows})
        WHERE column1 IS NOT NULL"""


def _row(room: str, message: ChatMessage) -> Iterable[object]:
    to = message.to if isinstance(message, PrivateMessage) else None
    return message.sequence, room, message.name, to, message.client_id, message.text


def _message(
    sequence: int, room: str, name: str, to: str | None, client_id: str, text: str
) -> tuple[str, ChatMessage]:
    if to is None:
        return room, PublicMessage(name, text, sequence, client_id)
    return room, PrivateMessage(name, to, text, sequence, client_id)


def _sequence(row: list[int]) -> int:
    return row[0]
