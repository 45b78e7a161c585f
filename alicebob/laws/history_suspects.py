"""The fact ``history``, compared with the earlier messages that newcomers received."""

from collections.abc import Iterator, Sequence

from alicebob.model.facts import Facts
from alicebob.model.received import Message, PastMessage
from alicebob.record.journal import Connecting, Entry, EventReceived


def history(entries: Sequence[Entry], facts: Facts) -> Iterator[str]:
    """Yield the ``history`` that would fit better.

    Newcomers who receive equally many earlier messages, though more was said in between, receive
    so many at most.
    """
    past: dict[int, int] = {}
    heard_before: dict[int, int] = {}  # messages, of any room, when a client began to connect
    rooms: dict[int, str] = {}
    heard: dict[str, set[Message]] = {}
    for entry in entries:
        number, room = entry.connection.number, entry.connection.room
        match entry.what:
            case Connecting():
                past[number], rooms[number] = 0, room
                heard_before[number] = len(heard.get(room, ()))
            case EventReceived(PastMessage()):
                past[number] = past.get(number, 0) + 1
            case EventReceived(Message() as message):
                heard.setdefault(room, set()).add(message)
    most = max(past.values(), default=0)
    if facts.history == 0:
        if most:
            yield 'history = "all"'
    elif not most:
        if any(heard_before.values()):
            yield 'history = "none"'
    elif most != facts.history and _is_a_limit(most, past, heard_before, rooms):
        yield f"history = {most}"


def _is_a_limit(
    most: int, past: dict[int, int], heard_before: dict[int, int], rooms: dict[int, str]
) -> bool:
    """Return True if two newcomers to one room received ``most`` messages, though the second one
    came after more had been said."""
    full = [(rooms[number], heard_before[number]) for number in rooms if past[number] == most]
    return any(len({count for where, count in full if where == room}) > 1 for room, _ in full)
