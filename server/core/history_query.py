"""History queries, and the rule by which every store answers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from server.core.events import ChatMessage, History, PrivateMessage

# In one history; no frame holds more:
MAX_HISTORY_CHARACTERS = 1_000_000  # characters of text
MAX_HISTORY_MESSAGES = 16_384


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Messages of a room with sequence numbers ``after`` and ``before`` two bounds (None: open); of
    these the last ``limit`` (None: all).

    ``reader`` also receives private messages that they sent or received; no other user does.
    """

    after: int | None = None
    before: int | None = None
    limit: int | None = None
    reader: str | None = None


def select_history(
    newest_first: Iterable[ChatMessage], query: HistoryQuery, reaches: bool
) -> History:
    """Return the messages of a room that match ``query``.

    ``reaches`` is True when no message that ``query`` could match was dropped. Takes no more of
    ``newest_first`` than needed.
    """
    asked_for = islice((m for m in between(newest_first, query) if is_for(m, query)), query.limit)
    found: list[ChatMessage] = []
    characters = 0
    for message in asked_for:
        characters += len(message.text)
        if characters > MAX_HISTORY_CHARACTERS or len(found) == MAX_HISTORY_MESSAGES:
            return History(tuple(reversed(found)), False)
        found.append(message)
    return History(tuple(reversed(found)), reaches or len(found) == query.limit)


def is_for(message: ChatMessage, query: HistoryQuery) -> bool:
    """Return True if the reader of ``query`` may see ``message``: a private message is visible
    only to its sender and its recipient."""
    return not isinstance(message, PrivateMessage) or query.reader in (message.name, message.to)


def between(newest_first: Iterable[ChatMessage], query: HistoryQuery) -> Iterable[ChatMessage]:
    """Yield the messages within the bounds of ``query``."""
    for message in newest_first:
        if query.after is not None and message.sequence <= query.after:
            return
        if query.before is None or message.sequence < query.before:
            yield message


def reaches(after: int | None, lost: int, born: int) -> bool:
    """Return True if every message of a room after a sequence number (None: ever) is kept.

    Messages up to ``lost`` may have been dropped; a store that has dropped nothing passes ``born``,
    the time at which it began.
    """
    return lost <= born if after is None else after >= lost
