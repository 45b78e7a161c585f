"""The size of a history file: rooms that have much give up their oldest messages for it.

What is dropped leaves free pages, which later messages fill. Of more free pages than that takes,
the file gives some back after each batch, so that nobody waits for all of them.
"""

from dataclasses import dataclass, replace

from server.core.fair_share import fair_level
from server.store.sqlite_schema import HistoryTables, RoomSummary
from server.store.sqlite_version import ROW

_LOG_SHARE, _MOST_LOG = 4, 16 * 1024 * 1024  # of the limit, and bytes: for the write-ahead log
_LEFT = 7 / 8  # of the messages after those of the largest rooms are dropped, step by step
_STEP = 128 * 1024  # bytes of messages that are dropped for one batch; takes about a millisecond
_HASTE, _MOST_HASTE = 4, 4 * 1024 * 1024  # for each byte that is missing, and bytes
_PIECE = 1024 * ROW  # bytes dropped in one transaction: each row may change a page of the log
_SETTLING = 1024 * 1024  # bytes that are dropped at once at the start, when nobody waits
_SPARE = 8  # an eighth of the pages may be free
_GIVEN_BACK = 128  # pages after each batch; takes about two milliseconds
_LOOKS, _LONGEST = 64, 1024 * 1024  # looks while the limit is written, and bytes between two
_PAGES = """SELECT page_count, freelist_count, page_size
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size"""
_OLDEST = """SELECT max(place), sum(place > ?) FROM (
    SELECT place, size, sum(size) OVER (ORDER BY place) AS through FROM (
        SELECT place, size FROM messages WHERE room = ? ORDER BY place LIMIT ?))
    WHERE through - size < ?"""

Rooms = dict[str, RoomSummary]


@dataclass(frozen=True, slots=True)
class _Pages:
    """The bytes of a file in use, of its free pages, and of one page."""

    used: int
    free: int
    page: int


class FileSize:
    """Keeps an open history file, with its log, within ``most`` bytes.

    Both may exceed it by less than 16 MiB: what one batch and one step add to each.

    Every method may raise ``sqlite3.Error``, and leave a transaction open then.
    """

    def __init__(self, tables: HistoryTables, most: int) -> None:
        self._tables = tables
        log = min(most // _LOG_SHARE, _MOST_LOG)
        self._most = most - log
        self._interval = min(self._most // _LOOKS, _LONGEST)
        tables.execute(f"PRAGMA wal_autocheckpoint = {log // self._look().page}")
        tables.execute(f"PRAGMA journal_size_limit = {log}")
        self._written = most  # bytes since the last look
        self._is_shrinking = False
        self._due: list[str] = []  # rooms that must give up messages, the largest last
        self._level = 0  # bytes that they may keep

    def make_space(self, rooms: Rooms, size: int, unknown: int) -> int:
        """Drop old messages, a few at a time, if messages of ``size`` bytes need space.

        Changes ``rooms`` to what is left of each. A room that has nothing left is dropped, with
        what is known of it; returns the last sequence number of all dropped rooms, which was
        ``unknown``.
        """
        self._written += size
        if not self._is_shrinking and self._written < self._interval:
            return unknown
        self._written = 0
        pages = self._look()
        # The messages of a large batch need not find all their space at once.
        excess = max(0, pages.used + min(size, self._most // _SPARE) - self._most)
        # The more is missing, the faster: space in a page is free only when most of it is.
        step = _STEP + 2 * size + min(_HASTE * excess, _MOST_HASTE)
        if excess and not self._due:
            self._plan(rooms, step)
        if self._due:
            unknown = self._drop_oldest(rooms, step, unknown)
        has_spare = pages.free > self._most // _SPARE
        if has_spare:
            self._tables.give_back(_GIVEN_BACK)
        self._is_shrinking = has_spare or bool(self._due)
        return unknown

    def settle(self, rooms: Rooms, unknown: int) -> int:
        """As ``make_space``, until the file is within its limit and has few free pages."""
        while self._look().used > self._most and rooms:
            if not self._due:
                self._plan(rooms, 0)
            if not self._due:  # sizes of a damaged file
                break
            unknown = self._drop_oldest(rooms, _SETTLING, unknown)
        self._due = []
        before, free = 0, self._look().free
        while free > self._most // _SPARE and free != before:
            self._tables.give_back(_GIVEN_BACK)
            before, free = free, self._look().free
        self._tables.empty_log()
        return unknown

    def _look(self) -> _Pages:
        count, free, size = self._tables.execute(_PAGES).fetchone()
        return _Pages((count - free) * size, free * size, size)

    def _plan(self, rooms: Rooms, least: int) -> None:
        """Choose the rooms that must give up messages, and how much is left to each.

        Together they give up ``least`` bytes or more, but at most half: otherwise, a batch that is
        as large as the limit would cost even the smallest room everything.
        """
        sizes = {room: kept.size for room, kept in rooms.items()}
        total = sum(sizes.values())
        most = max(total // 2, min(int(total * _LEFT), total - least))
        self._level = fair_level(sizes.values(), most)
        above = (room for room, size in sizes.items() if size > self._level)
        self._due = sorted(above, key=sizes.__getitem__)

    def _drop_oldest(self, rooms: Rooms, most: int, unknown: int) -> int:
        """Drop about ``most`` bytes of messages, and return what ``unknown`` becomes."""
        while self._due and most > 0:
            unknown = self._drop_piece(rooms, min(most, _PIECE), unknown)
            most -= _PIECE
        return unknown

    def _drop_piece(self, rooms: Rooms, piece: int, unknown: int) -> int:
        """As ``_drop_oldest``, in one transaction."""
        left: dict[str, RoomSummary | None] = {}
        with self._tables.transaction():
            while self._due and piece > 0:
                room = self._due[-1]
                kept = left.get(room, rooms.get(room))
                if kept is None or kept.size <= self._level:
                    self._due.pop()
                    continue
                rest = self._without_oldest(room, kept, min(piece, kept.size - self._level))
                piece -= kept.size - (rest.size if rest else 0)
                left[room] = rest
            gone = {room: rooms[room].last for room, rest in left.items() if rest is None}
            unknown = max([unknown, *gone.values()])
            self._tables.drop(list(gone), unknown)
        _adopt(rooms, left)
        return unknown

    def _without_oldest(self, room: str, kept: RoomSummary, most: int) -> RoomSummary | None:
        """Drop the oldest messages of a room, of about ``most`` bytes, and return what is left.

        If no message would be left, drop nothing and return None.
        """
        values = (kept.lost, room, most // ROW + 1, most)  # no row is smaller than ``ROW``
        last, shown = self._tables.execute(_OLDEST, values).fetchone()
        if last is None or last >= kept.last:
            return None
        lost = max(kept.lost, last)
        size = self._tables.trim(room, lost, last + 1)
        return replace(kept, lost=lost, count=kept.count - shown, size=kept.size - size)


def _adopt(rooms: Rooms, left: dict[str, RoomSummary | None]) -> None:
    """Update ``rooms`` with what is left of each."""
    for room, rest in left.items():
        if rest is None:
            del rooms[room]
        else:
            rooms[room] = rest
