"""Which of a room's messages a query is answered with: the same rule for all brokers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from server.core.events import Message, Recalled, Whispered

MOST_RECALLED = 1_000_000  # characters of text that are recalled at once: no frame holds more


@dataclass(frozen=True, slots=True)
class Query:
    """Which messages of a room: those ``after`` one place and ``before`` another (None: open), of
    these the last ``limit`` (None: all). ``reader`` also sees what was whispered by or to them;
    nobody else does."""

    after: int | None = None
    before: int | None = None
    limit: int | None = None
    reader: str | None = None


def recalled(newest_first: Iterable[Message], query: Query, reaches: bool) -> Recalled:
    """What ``query`` asks for of all that is kept of a room; ``reaches`` when nothing is gone that
    it could ask for. Takes no more of ``newest_first`` than it needs."""
    asked_for = islice((m for m in _between(newest_first, query) if is_for(m, query)), query.limit)
    found: list[Message] = []
    characters = 0
    for message in asked_for:
        characters += len(message.text)
        if characters > MOST_RECALLED:
            return Recalled(tuple(reversed(found)), False)
        found.append(message)
    return Recalled(tuple(reversed(found)), reaches or len(found) == query.limit)


def is_for(message: Message, query: Query) -> bool:
    """Whether the reader of ``query`` may see ``message``: what is whispered, its two alone."""
    return not isinstance(message, Whispered) or query.reader in (message.name, message.to)


def _between(newest_first: Iterable[Message], query: Query) -> Iterable[Message]:
    for message in newest_first:
        if query.after is not None and message.place <= query.after:
            return
        if query.before is None or message.place < query.before:
            yield message


def reaches(after: int | None, lost: int, born: int) -> bool:
    """Whether all is kept that was said in a room after a place, or ever (None).

    Nothing that was said there up to ``lost`` is sure to be kept; a broker that has dropped nothing
    says when its own life began, ``born``.
    """
    return lost <= born if after is None else after >= lost
