"""Which of a room's messages a query is answered with: the same rule for all brokers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from server.core.events import ChatMessage, History, PrivateMessage

MAX_HISTORY_CHARACTERS = (
    1_000_000  # characters of text that are recalled at once: no frame holds more
)


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which messages of a room: those ``after`` one place and ``before`` another (None: open), of
    these the last ``limit`` (None: all). ``reader`` also sees what was whispered by or to them;
    nobody else does."""

    after: int | None = None
    before: int | None = None
    limit: int | None = None
    reader: str | None = None


def select_history(
    newest_first: Iterable[ChatMessage], query: HistoryQuery, reaches: bool
) -> History:
    """What ``query`` asks for of all that is kept of a room; ``reaches`` when nothing is gone that
    it could ask for. Takes no more of ``newest_first`` than it needs."""
    asked_for = islice((m for m in _between(newest_first, query) if is_for(m, query)), query.limit)
    found: list[ChatMessage] = []
    characters = 0
    for message in asked_for:
        characters += len(message.text)
        if characters > MAX_HISTORY_CHARACTERS:
            return History(tuple(reversed(found)), False)
        found.append(message)
    return History(tuple(reversed(found)), reaches or len(found) == query.limit)


def is_for(message: ChatMessage, query: HistoryQuery) -> bool:
    """Whether the reader of ``query`` may see ``message``: what is whispered, its two alone."""
    return not isinstance(message, PrivateMessage) or query.reader in (message.name, message.to)


def _between(newest_first: Iterable[ChatMessage], query: HistoryQuery) -> Iterable[ChatMessage]:
    for message in newest_first:
        if query.after is not None and message.sequence <= query.after:
            return
        if query.before is None or message.sequence < query.before:
            yield message


def reaches(after: int | None, lost: int, born: int) -> bool:
    """Whether all is kept that was said in a room after a place, or ever (None).

    Nothing that was said there up to ``lost`` is sure to be kept; a broker that has dropped nothing
    says when its own life began, ``born``.
    """
    return lost <= born if after is None else after >= lost
