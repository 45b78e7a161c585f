"""Deduplication of messages that a client repeats because it does not know whether they arrived."""

from collections import OrderedDict

from server.core.events import ChatMessage
from server.store.base import DEDUP_WINDOW

MOST = 100_000  # remembered ids; beyond this the oldest are forgotten early
MOST_CHARACTERS = 16 * 1024 * 1024  # total characters of their texts, likewise

_Key = tuple[str, str, str]  # room, name, client_id


class Deduplicator:
    """The first message for each ``client_id``, for ``DEDUP_WINDOW`` microseconds."""

    def __init__(self) -> None:
        self.firsts: OrderedDict[_Key, ChatMessage] = OrderedDict()  # ordered by sequence number
        self._characters = 0

    def first(self, room: str, message: ChatMessage, now: int) -> ChatMessage | None:
        """Return the message the same user sent in ``room`` with the same ``client_id``; None if
        none."""
        found = self.firsts.get((room, message.name, message.client_id))
        return found if found is not None and found.sequence > now - DEDUP_WINDOW else None

    def remember(self, room: str, message: ChatMessage) -> None:
        """Remember ``message``, which has its sequence number, as the first with its
        ``client_id``."""
        key = (room, message.name, message.client_id)
        self.forget_expired(key)  # an expired one: the new message goes to the end
        self.firsts[key] = message
        self._characters += len(message.text)
        while self._is_too_much(message.sequence):
            self.forget_expired(next(iter(self.firsts)))

    def forget(self, room: str, message: ChatMessage) -> None:
        """Forget ``message``, which could not be stored."""
        key = (room, message.name, message.client_id)
        if self.firsts.get(key) is message:
            self.forget_expired(key)

    def oldest(self) -> int | None:
        """Return the sequence number of the oldest remembered message; None if there is none."""
        return next(iter(self.firsts.values())).sequence if self.firsts else None

    def _is_too_much(self, now: int) -> bool:
        oldest = self.oldest()
        is_too_old = oldest is not None and oldest <= now - DEDUP_WINDOW
        return is_too_old or len(self.firsts) > MOST or self._characters > MOST_CHARACTERS

    def forget_expired(self, key: _Key) -> None:
        """Forget an id whose window is over."""
        forgotten = self.firsts.pop(key, None)
        if forgotten is not None:
            self._characters -= len(forgotten.text)
