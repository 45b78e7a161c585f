"""The tables of a history file, and every statement on them.

Python releases its lock at each step of a statement, and regains it from a busy event loop only
after a while. So there are few steps: many messages are one row of parameters, or one of JSON.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from server.core.events import ChatMessage, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery
from server.store.sqlite_version import ROW

_COLUMNS = "place, room, name, addressee, client_id, text, at"
_MESSAGES = f"""SELECT json_group_array(json_array({_COLUMNS})) FROM (
    SELECT {_COLUMNS} FROM messages"""
NEWEST = f"""{_MESSAGES} WHERE room = ? AND place > ? AND place < ?
    AND (addressee IS NULL OR name = ? OR addressee = ?) ORDER BY place DESC LIMIT ?)"""
_ONE = f"{_MESSAGES} WHERE place = ? AND room = ?)"
_REPEATABLE = f"{_MESSAGES} WHERE place > ? AND client_id <> '' ORDER BY place LIMIT ?)"
_EVERY = f"{_MESSAGES} WHERE place > ? ORDER BY place LIMIT ?)"
_EDGE = "SELECT place FROM messages WHERE room = ? AND place > ? ORDER BY place LIMIT 1 OFFSET ?"
_KEPT = """SELECT room, lost, sum(place > lost), max(place), CAST(total(size) AS INTEGER) FROM (
    SELECT messages.room, messages.place, messages.size, coalesce(lost.place, life.born) AS lost
    FROM life, messages LEFT JOIN lost ON lost.room = messages.room)
    GROUP BY room ORDER BY max(place)"""
_SIZE = "SELECT CAST(total(size) AS INTEGER)"  # a whole number even if a size is damaged
MOST_ROWS = 512  # rows inserted in one step
_PIECE = 64  # messages read at once
_FARTHEST = 2**63 - 1  # SQLite's largest number


@dataclass(slots=True)
class RoomSummary:
    """Summary of one room: ``count`` messages after the sequence number ``lost``, up to ``last``.

    ``size`` is the approximate bytes of these and of the hidden ones, which are kept for
    deduplication only.
    """

    lost: int
    count: int
    last: int
    size: int


class HistoryTables:
    """An open history file. Every method may raise ``sqlite3.Error``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.execute = connection.execute

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the statements in one transaction."""
        self.execute("BEGIN")
        yield
        self.execute("COMMIT")

    def roll_back(self) -> None:
        """Roll back the open transaction, if there is one."""
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def look(self) -> None:
        """Read from each table, in any version of the schema, to find out if it is damaged."""
        self.life()
        for table in ("messages", "lost"):
            self.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()

    def life(self) -> tuple[int, int]:
        """Return the time at which this history began, and the last sequence number of all
        dropped rooms."""
        born, unknown = self.execute("SELECT born, unknown FROM life").fetchone()
        return born, unknown

    def rooms(self) -> dict[str, RoomSummary]:
        """Return the summary of each room, least recently active first."""
        found = self.execute(_KEPT).fetchall()
        return {room: RoomSummary(*values) for room, *values in found}

    def insert(self, rows: list[tuple[str, ChatMessage]]) -> None:
        """Insert messages of rooms, up to ``MOST_ROWS`` in one step."""
        for start in range(0, len(rows), MOST_ROWS):
            piece = rows[start : start + MOST_ROWS]
            size = _rounded_up(len(piece))  # few sizes: few statements to prepare
            values = [*chain.from_iterable([row_of(room, message) for room, message in piece])]
            values += [None] * (8 * (size - len(piece)))
            self.execute(_insert(size), values)

    def newest_first(self, room: str, lost: int, query: HistoryQuery) -> Iterator[ChatMessage]:
        """Yield the messages of a room after ``lost`` that match ``query``, reading them as
        needed."""
        after = min(max(lost, query.after or 0), _FARTHEST)
        before = _FARTHEST if query.before is None else min(query.before, _FARTHEST)
        piece = _PIECE if query.limit is None else min(query.limit, _PIECE)
        while True:
            reader = query.reader
            found = self._messages(NEWEST, room, after, before, reader, reader, piece)
            yield from (message for _, message in reversed(found))
            if not piece or len(found) < piece:
                return
            before = found[0][1].sequence

    def message(self, room: str, sequence: int) -> ChatMessage | None:
        """Return the message of a room with this sequence number; None if there is none."""
        found = self._messages(_ONE, sequence, room)
        return found[0][1] if found else None

    def repeatable(self, after: int) -> Iterator[tuple[str, ChatMessage]]:
        """Yield messages of all rooms after a sequence number that have a ``client_id``, oldest
        first."""
        while found := self._messages(_REPEATABLE, after, _PIECE):
            yield from found
            after = found[-1][1].sequence

    def edge(self, room: str, lost: int, surplus: int) -> int:
        """Return the sequence number of the last of the ``surplus`` oldest messages of a room."""
        sequence: int = self.execute(_EDGE, (room, lost, surplus - 1)).fetchone()[0]
        return sequence

    def trim(self, room: str, lost: int, repeatable: int) -> int:
        """Drop a room's messages up to ``lost``, and return their size. Messages with a
        ``client_id`` from ``repeatable`` on stay for deduplication and are only hidden."""
        of_them = "FROM messages WHERE room = ? AND place <= ? AND (client_id = '' OR place < ?)"
        values = (room, lost, repeatable)
        size: int = self.execute(f"{_SIZE} {of_them}", values).fetchone()[0]
        self.execute(f"DELETE {of_them}", values)
        self.lose([room], lost)
        return size

    def lose(self, rooms: list[str], lost: int) -> None:
        """Record that messages in ``rooms`` up to ``lost`` may have been dropped."""
        if not rooms:
            return
        self.execute(
            "INSERT OR REPLACE INTO lost SELECT value, ? FROM json_each(?)",
            (lost, json.dumps(rooms)),
        )

    def all_messages(self) -> Iterator[tuple[str, ChatMessage]]:
        """Yield every message, oldest first, reading them as needed."""
        after = -1
        while found := self._messages(_EVERY, after, _PIECE):
            yield from found
            after = found[-1][1].sequence

    def forget(self, name: str) -> int:
        """Drop all messages of a user, overwrite what they were in the file, and return their
        number."""
        self.execute("PRAGMA secure_delete = ON").fetchone()
        with self.transaction():
            count = self.execute("DELETE FROM messages WHERE name = ?", (name,)).rowcount
        self.empty_log()
        return count

    def drop(self, rooms: list[str], unknown: int) -> None:
        """Drop whole rooms; they may have had messages up to ``unknown``."""
        if not rooms:
            return
        of_them = "WHERE room IN (SELECT value FROM json_each(?))"
        self.execute(f"DELETE FROM messages {of_them}", (json.dumps(rooms),))
        self.execute(f"DELETE FROM lost {of_them}", (json.dumps(rooms),))
        self.execute("UPDATE life SET unknown = ?", (unknown,))

    def give_back(self, pages: int) -> None:
        """Return up to so many free pages to the system: they are at the end of the file once the
        last pages have been moved into their places."""
        self._connection.executescript(f"PRAGMA incremental_vacuum({pages})")  # a row for each

    def empty_log(self) -> None:
        """Copy the write-ahead log into the file, and truncate it."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def probe(self, size: int) -> None:
        """Write ``size`` bytes and remove them again, which fails if writing fails."""
        with self.transaction():
            self.execute("CREATE TABLE IF NOT EXISTS probe (content BLOB)")
            self.execute("INSERT INTO probe VALUES (randomblob(?))", (size,))
        with self.transaction():
            self.execute("DROP TABLE probe")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _messages(self, statement: str, *values: object) -> list[tuple[str, ChatMessage]]:
        found = json.loads(self.execute(statement, values).fetchone()[0])
        return [_message(*row) for row in sorted(found, key=_sequence)]


def _rounded_up(count: int) -> int:
    """Return the next number with three significant bits: few are empty of so many rows."""
    unit = 1 << max(0, (count - 1).bit_length() - 3)
    return -(-count // unit) * unit


def _insert(size: int) -> str:
    """Return the statement that inserts ``size`` rows, some of which may be empty."""
    rows = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * size)
    return f"""INSERT INTO messages ({_COLUMNS}, size) SELECT * FROM (VALUES {rows})
        WHERE column1 IS NOT NULL"""


def row_of(room: str, message: ChatMessage) -> Iterable[object]:
    """Return a message as a row of the table."""
    to = message.to if isinstance(message, PrivateMessage) else None
    text, at = message.text, message.at or None
    size = len(text.encode("utf-8", "surrogatepass")) + ROW
    return message.sequence, room, message.name, to, message.client_id, text, at, size


def size_of(texts: Collection[str]) -> int:
    """Return the approximate bytes in the file of messages with ``texts``."""
    return len("".join(texts).encode("utf-8", "surrogatepass")) + ROW * len(texts)


def _message(
    sequence: int,
    room: str,
    name: str,
    to: str | None,
    client_id: str,
    text: str,
    at: int | None,
) -> tuple[str, ChatMessage]:
    if to is None:
        return room, PublicMessage(name, text, sequence, client_id, at or 0)
    return room, PrivateMessage(name, to, text, sequence, client_id, at or 0)


def _sequence(row: list[int]) -> int:
    return row[0]
