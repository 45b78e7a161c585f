"""Messages that a client may send again, because it does not know whether they arrived."""

from collections import OrderedDict

from server.core.events import ChatMessage
from server.store.base import DEDUP_WINDOW

MOST = 100_000  # ids that are remembered; of more than that the oldest are forgotten early
MOST_CHARACTERS = 16 * 1024 * 1024  # of their texts together, likewise

_Key = tuple[str, str, str]  # room, name, the client's id


class Deduplicator:
    """The first message for each client's own id, for ``DEDUP_WINDOW`` microseconds."""

    def __init__(self) -> None:
        self._firsts: OrderedDict[_Key, ChatMessage] = OrderedDict()  # in the order of their places
        self._characters = 0

    def first(self, room: str, message: ChatMessage, now: int) -> ChatMessage | None:
        """What the same person said in ``room`` under the same id before; None if nothing."""
        found = self._firsts.get((room, message.name, message.client_id))
        return found if found is not None and found.sequence > now - DEDUP_WINDOW else None

    def remember(self, room: str, message: ChatMessage) -> None:
        """``message`` has its place and is the first under its id."""
        key = (room, message.name, message.client_id)
        self._forget(key)  # one that is too old: the new one goes behind all others
        self._firsts[key] = message
        self._characters += len(message.text)
        while self._is_too_much(message.sequence):
            self._forget(next(iter(self._firsts)))

    def forget(self, room: str, message: ChatMessage) -> None:
        """``message`` was not kept after all."""
        key = (room, message.name, message.client_id)
        if self._firsts.get(key) is message:
            self._forget(key)

    def oldest(self) -> int | None:
        """The place of the first message that is still remembered; None if there is none."""
        return next(iter(self._firsts.values())).sequence if self._firsts else None

    def _is_too_much(self, now: int) -> bool:
        oldest = self.oldest()
        is_too_old = oldest is not None and oldest <= now - DEDUP_WINDOW
        return is_too_old or len(self._firsts) > MOST or self._characters > MOST_CHARACTERS

    def _forget(self, key: _Key) -> None:
        forgotten = self._firsts.pop(key, None)
        if forgotten is not None:
            self._characters -= len(forgotten.text)
