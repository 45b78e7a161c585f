"""The timeline of a failure report: a journal as lines, with the places where it went wrong.

Of a long one, it keeps the beginning, the neighbourhood of these places, and the end.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from alicebob.model.received import (
    MARKER,
    PROBE,
    Message,
    PastMessage,
    Pong,
    UserJoined,
    UserLeft,
    user_words,
)
from alicebob.model.sent import Ping
from alicebob.model.shown_text import cut, listed
from alicebob.record.entry_words import describe
from alicebob.record.journal import BytesSent, Entry, EventReceived, MessageSent, RequestSent

WIDTH = 150  # characters of a line
SHOWN = 40  # lines of a long timeline
BEGINNING, AROUND, END = 8, 5, 12  # lines of a long timeline that points at places
_LINE_END = 40  # characters that are kept from the end of a long line
_USERS = 4  # users who receive the same


@dataclass(slots=True)
class _Row:
    """Entries that share a line: the first and the last one, their positions in the journal, and
    their users."""

    entry: Entry
    last: Entry
    positions: list[int]
    users: list[str]


def timeline(entries: Sequence[Entry], points: Collection[int] = ()) -> list[str]:
    """Return the lines; an arrow marks those of the entries at the positions ``points``."""
    relevant = _markers_that_matter(entries, points)
    shown = [each for each in enumerate(entries) if each[0] in relevant or _is_shown(each[1])]
    rows = _rows(shown, points)
    are_marked = [any(position in points for position in row.positions) for row in rows]
    lines = [_line(row, is_marked) for row, is_marked in zip(rows, are_marked, strict=True)]
    marked = [number for number, is_marked in enumerate(are_marked) if is_marked]
    return _shortened(lines, marked) or ["    nothing"]


def _shortened(lines: list[str], marked: list[int]) -> list[str]:
    """Return the lines to keep, with the number of the others between them."""
    if len(lines) <= SHOWN:
        return lines
    beginning, end = (BEGINNING, END) if marked else (SHOWN // 2, SHOWN // 2)
    kept = {*range(beginning), *range(len(lines) - end, len(lines))}
    for number in marked:
        kept |= {*range(max(0, number - AROUND), min(len(lines), number + AROUND + 1))}
    found, last = [], -1
    for number in sorted(kept):
        skipped = number - last - 1
        if skipped == 1:
            found.append(lines[number - 1])
        elif skipped:
            found.append(f"        …  {skipped:,} more …")
        found.append(lines[number])
        last = number
    return found


def _line(row: _Row, is_marked: bool) -> str:
    counts = Counter(row.users)
    users = [f"{user} ({n} times)" if n > 1 else user for user, n in counts.items()]
    words = f"{listed(users, _USERS)} {_words(row, len(counts))}"
    indent = "        " if isinstance(row.entry.what, EventReceived) else ""
    arrow = "  → " if is_marked else "    "
    return cut(f"{arrow}{row.entry.at * 1000:7.0f}  {indent}{words}", WIDTH, _LINE_END)


def _words(row: _Row, people: int) -> str:
    match row.entry.what, row.last.what:
        case EventReceived(PastMessage() as first), EventReceived(PastMessage() as last) if (
            len(row.positions) > 1
        ):
            between = "and" if len(row.positions) == 2 else "…"
            told = [str(each).partition(": ")[2] for each in (first, last)]
            return f"receives {len(row.positions):,} earlier messages: {f' {between} '.join(told)}"
    return describe(row.entry.what, people)


def _rows(entries: Sequence[tuple[int, Entry]], points: Collection[int]) -> list[_Row]:
    """Group equal receipts that follow one another, equal bytes that one user sends, and the
    earlier messages that one user receives but for those at ``points``."""
    rows: list[_Row] = []
    for position, entry in entries:
        row = rows[-1] if rows else None
        if row and _is_more_past(row, position, entry, points):
            row.last = entry
        elif row and _belongs_to(row.entry, entry):
            row.users.append(user_words(entry.connection.user))
        else:
            row = _Row(entry, entry, [], [user_words(entry.connection.user)])
            rows.append(row)
        row.positions.append(position)
    return rows


def _is_more_past(row: _Row, position: int, entry: Entry, points: Collection[int]) -> bool:
    """Return True for an earlier message behind others of the same user, if neither it nor the last
    of these is at one of ``points``."""
    if position in points or row.positions[-1] in points:
        return False
    match row.entry.what, entry.what:
        case EventReceived(PastMessage()), EventReceived(PastMessage()):
            return row.entry.connection is entry.connection
    return False


def _belongs_to(last: Entry, entry: Entry) -> bool:
    if isinstance(entry.what, EventReceived) and isinstance(entry.what.received, PastMessage):
        return False
    repeats = isinstance(entry.what, BytesSent) and last.connection is entry.connection
    is_same = last.what == entry.what and describe(last.what) == describe(entry.what)
    return is_same and (repeats or isinstance(entry.what, EventReceived))


def _is_shown(entry: Entry) -> bool:
    """Return False for the suite's own markers and probe users."""
    if entry.connection.is_probe or (
        isinstance(entry.what, MessageSent | RequestSent | EventReceived) and entry.what.fence
    ):
        return False
    match entry.what:
        case EventReceived(UserJoined(name) | UserLeft(name)):
            return not name.startswith(PROBE)
        case EventReceived(PastMessage() as past):
            return not past.is_marker
    return True


def _markers_that_matter(entries: Sequence[Entry], points: Collection[int]) -> set[int]:
    """Return the positions of hidden entries without which a reader cannot follow: ``points``
    themselves, the sending of a marker to which one points, and pings that a pong answers without
    their nonce."""
    found = {point for point in points if 0 <= point < len(entries)}
    wanted = {_marker(entries[point]) for point in found} - {None}
    for position, entry in enumerate(entries):
        if isinstance(entry.what, MessageSent | RequestSent) and _marker(entry) in wanted:
            found.add(position)
    return found | _pings_of_strange_pongs(entries)


def _pings_of_strange_pongs(entries: Sequence[Entry]) -> set[int]:
    """Return the positions of the suite's pings that came before a pong without their nonce."""
    found: set[int] = set()
    pings: dict[int, int] = {}  # of the suite, not answered yet, by connection
    asked: set[tuple[int, str | None]] = set()  # by users of the scenario
    for position, entry in enumerate(entries):
        number = entry.connection.number
        match entry.what:
            case RequestSent(Ping(), True):
                pings[number] = position
            case RequestSent(Ping(nonce), False):
                asked.add((number, nonce))
            case EventReceived(Pong(), True):
                pings.pop(number, None)
            case EventReceived(Pong(nonce), False) if (number, nonce) not in asked:
                found |= {pings.pop(number)} if number in pings else set()
    return found


def _marker(entry: Entry) -> str | None:
    """Return the marker that an entry sends or receives; None if it has none."""
    match entry.what:
        case MessageSent(str(text)) | RequestSent(Ping(str(text))):
            return text if text.startswith(MARKER) else None
        case EventReceived(Message(_, str(text)) | Pong(str(text))):
            return text if text.startswith(MARKER) else None
    return None
