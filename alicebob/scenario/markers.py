"""Markers: messages of the suite that prove that nothing more will come, without any waiting.

A marker takes the same way as the message that must not come, and the same user sends it later.
Servers keep the messages of one sender in order (docs/protocol.md#g2). So when the marker arrives,
each earlier message has arrived, or never will.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from alicebob.clients.user import User
from alicebob.laws.answers import texts_by_id, unanswered
from alicebob.laws.sessions import NEVER, Session, SessionIndex
from alicebob.model.received import MARKER, Message, Pong, Receipt
from alicebob.record.journal import EventReceived, Journal

T = TypeVar("T")
Awaited = tuple[int, type, str]
"""A connection, by its number, the kind of event that it must receive, and the marker in it."""
_numbers = itertools.count(1)


def new_marker() -> str:
    """Return a text that nobody else says."""
    return f"{MARKER}{next(_numbers)}"


def send_markers(
    speakers: Sequence[User], listeners: Iterable[User], journal: Journal, patience: float
) -> list[tuple[User, User]]:
    """Have every speaker send a marker; wait until every listener in its room has received it.

    Return the pairs (speaker, listener) whose marker did not arrive: nothing is proved for them.
    The fence costs one round trip: all markers are sent before the first is awaited. A speaker who
    gets receipts waits for the receipt, too.
    """
    awaited: dict[Awaited, tuple[User, User]] = {}
    listeners = list(listeners)
    seen = len(journal.entries)
    for speaker in speakers:
        marker = new_marker()
        for listener in listeners:
            for kind in _kinds(listener, speaker, marker):
                assert listener.connection is not None
                awaited[listener.connection.number, kind, marker] = (speaker, listener)
        try:
            speaker.send_marker(marker)
        except ConnectionError:
            continue  # the connection is lost, so its marker will be missing

    _wait_for(awaited, seen, journal, patience)
    return list(dict.fromkeys(awaited.values()))


def _kinds(listener: User, speaker: User, marker: str) -> Iterator[type]:
    """Yield what ``listener`` receives when ``speaker`` sends ``marker``: the message, a receipt,
    both, or nothing."""
    connection = speaker.connection
    if listener.connection is None or connection is None or _room(listener) != connection.room:
        return
    if listener is not speaker or connection.facts.echoes:
        yield Message
    if listener is speaker and connection.facts.receipt_of(marker) == Receipt(marker):
        yield Receipt


def wait_for_pongs(
    users: Iterable[User], journal: Journal, patience: float
) -> list[tuple[User, User]]:
    """Have every user send a ping message. A pong keeps the room's order
    (docs/protocol.md#ping), so the server has delivered everything before it.

    Return the users, each twice, who received no pong.
    """
    awaited: dict[Awaited, User] = {}
    seen = len(journal.entries)
    for user in users:
        marker = new_marker()
        if user.connection is not None:
            awaited[user.connection.number, Pong, marker] = user
        try:
            user.ping_marker(marker)
        except ConnectionError:
            continue  # the connection is lost, so its pong will be missing

    _wait_for(awaited, seen, journal, patience)
    return [(user, user) for user in awaited.values()]


def wait_for_answers(
    users: Iterable[User], journal: Journal, patience: float
) -> list[tuple[User, User]]:
    """Wait until each message of the users has come back to its sender, or was rejected.

    Return the users, each twice, who still miss an answer. A connection that has ended gets none.
    """
    waiting = {user.connection.number: user for user in users if user.connection is not None}
    index = SessionIndex()

    def missing() -> list[Session]:
        people = index.of(journal.entries[:])
        by_id = texts_by_id(people)
        here = (session for session in people if session.connection.number in waiting)
        return [session for session in here if unanswered(session, by_id)]

    journal.wait_until(lambda: all(session.ended < NEVER for session in missing()), patience)
    return [(waiting[session.connection.number],) * 2 for session in missing()]


def _wait_for(awaited: dict[Awaited, T], seen: int, journal: Journal, patience: float) -> None:
    """Remove from ``awaited`` the markers received from the entry ``seen`` on."""

    def all_came() -> bool:
        nonlocal seen
        entries = journal.entries
        while seen < len(entries):
            entry = entries[seen]
            seen += 1
            match entry.what:
                case EventReceived(
                    (Message(_, marker) | Pong(str(marker)) | Receipt(marker)) as received, True
                ):
                    awaited.pop((entry.connection.number, type(received), marker), None)
        return not awaited

    journal.wait_until(all_came, patience)


def _room(user: User) -> str | None:
    return user.connection.room if user.connection is not None else None
