"""Proof that nothing more comes, without waiting for nothing.

A marker is a message that travels the road of the thing that must not come, sent after it by the
same sender. Servers keep a sender's messages in order (PROTOCOL, promise 2), so once the marker is
here, whatever was sent before it is here too, or never comes.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from harness.heard import MARKER, Message
from harness.journal import Hears, Journal

if TYPE_CHECKING:
    from harness.user import User

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
            if _room(listener) == _room(speaker) and listener.line is not None:
                awaited[listener.line.number, marker] = (speaker, listener)
        try:
            speaker.say_marker(marker)
        except ConnectionError:
            continue  # the line is gone, its marker will be missed

    def all_came() -> bool:
        nonlocal seen
        entries = journal.entries
        while seen < len(entries):
            entry = entries[seen]
            seen += 1
            match entry.what:
                case Hears(Message(_, content), True):
                    awaited.pop((entry.line.number, content), None)
        return not awaited

    journal.wait_until(all_came, patience)
    return list(awaited.values())


def _room(user: "User") -> str | None:
    return user.line.room if user.line is not None else None
