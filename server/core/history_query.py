"""Which of a room's messages a query is answered with: the same rule for all brokers."""

from collections.abc import Iterable
from itertools import islice

from server.core.events import Message, Recalled, Whispered
from server.store.base import MOST_RECALLED, Query


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
