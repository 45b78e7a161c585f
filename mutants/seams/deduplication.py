"""Change how the server recognises messages that were sent before."""

from collections.abc import Callable, Hashable

from mutants.patch import Patch
from server.core.events import ChatMessage
from server.store.dedup import Deduplicator, FirstMessage


def deduplicate_by(key: Callable[[str, ChatMessage], Hashable]) -> None:
    """Treat messages with the same ``key``, computed from room and message, as duplicates."""

    def first(self: Deduplicator, room: str, message: ChatMessage, now: int) -> FirstMessage | None:
        return known.get(key(room, message))

    def remember(self: Deduplicator, room: str, message: ChatMessage, now: int) -> None:
        known[key(room, message)] = FirstMessage.of(message, now)

    known: dict[Hashable, FirstMessage] = {}
    patch = Patch()
    patch.replace(Deduplicator, "first", first)
    patch.replace(Deduplicator, "remember", remember)
