"""Proof that nothing more comes, without waiting for nothing.

A marker is a message that travels the road of the thing that must not come, sent after it by the
same sender. Servers keep a sender's messages in order (docs/protocol.md#g2), so once the marker is
here, whatever was sent before it is here too, or never comes.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from alicebob.model.received import MARKER, Message, Pong, PrivateMessage, Rejected
from alicebob.record.journal import EventReceived, InvalidSent, Journal, MessageSent

if TYPE_CHECKING:
    from alicebob.clients.user import User

T = TypeVar("T")
_numbers = itertools.count(1)


def raise_fence(
    speakers: Sequence["User"], listeners: Iterable["User"], journal: Journal, patience: float
) -> list[tuple["User", "User"]]:
    """Has every speaker say a marker and waits until every listener of its room has heard it.

    Returns the pairs (speaker, listener) for whom it did not come: nothing is proved for them.
    Costs one round trip: all markers are on their way before the first is waited for.
    """
    awaited: dict[tuple[int, str], tuple[User, User]] = {}
    listeners = list(listeners)
    seen = len(journal.entries)
    for speaker in speakers:
        marker = f"{MARKER}{next(_numbers)}"
        for listener in listeners:
            if _room(listener) == _room(speaker) and listener.connection is not None:
                awaited[listener.connection.number, marker] = (speaker, listener)
        try:
            speaker.send_marker(marker)
        except ConnectionError:
            continue  # the line is gone, its marker will be missed

    _wait_for(awaited, seen, journal, patience)
    return list(awaited.values())


def wait_for_pongs(
    users: Iterable["User"], journal: Journal, patience: float
) -> list[tuple["User", "User"]]:
    """Has everybody ping in their dialect's words. A pong goes through the room's own order
    (docs/protocol.md#ping), so whatever came before it has been handled and delivered.

    Returns those, each twice, who were not answered.
    """
    awaited: dict[tuple[int, str], User] = {}
    seen = len(journal.entries)
    for user in users:
        marker = f"{MARKER}{next(_numbers)}"
        if user.connection is not None:
            awaited[user.connection.number, marker] = user
        try:
            user.ping_marker(marker)
        except ConnectionError:
            continue  # the line is gone, its pong will be missed

    _wait_for(awaited, seen, journal, patience)
    return [(user, user) for user in awaited.values()]


def wait_for_answers(
    users: Iterable["User"], journal: Journal, patience: float
) -> list[tuple["User", "User"]]:
    """Waits until all that everybody has said was answered, by the words themselves or a refusal.

    Returns those, each twice, who were not answered.
    """
    waiting = {user.connection.number: user for user in users if user.connection is not None}
    journal.wait_until(lambda: not _unanswered(set(waiting), journal), patience)
    return [(waiting[number],) * 2 for number in _unanswered(set(waiting), journal)]


def _unanswered(numbers: set[int], journal: Journal) -> list[int]:
    owed = dict.fromkeys(numbers, 0)
    for entry in journal.entries:
        connection = entry.connection
        if connection.number not in owed:
            continue
        match entry.what:
            case MessageSent() | InvalidSent():
                owed[connection.number] += 1
            case EventReceived(Message(sender, _) | PrivateMessage(sender, _, _), _) if (
                sender == connection.name
            ):
                owed[connection.number] -= 1
            case EventReceived(Rejected(), _):
                owed[connection.number] -= 1
    return [number for number, count in owed.items() if count > 0]


def _wait_for(
    awaited: dict[tuple[int, str], T], seen: int, journal: Journal, patience: float
) -> None:
    """Takes out of ``awaited``, by line and marker, what is heard from the entry ``seen`` on."""

    def all_came() -> bool:
        nonlocal seen
        entries = journal.entries
        while seen < len(entries):
            entry = entries[seen]
            seen += 1
            match entry.what:
                case EventReceived(Message(_, marker) | Pong(str(marker)), True):
                    awaited.pop((entry.connection.number, marker), None)
        return not awaited

    journal.wait_until(all_came, patience)


def _room(user: "User") -> str | None:
    return user.connection.room if user.connection is not None else None
