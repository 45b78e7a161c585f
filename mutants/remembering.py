"""Has it remembered otherwise which messages were sent before."""

from collections.abc import Callable, Hashable

from server.core.events import Message
from server.store.dedup import Repeats


def remember_by(key: Callable[[str, Message], Hashable]) -> None:
    """Two messages with one ``key``, which is given room and message, are taken for one."""

    def first(self: Repeats, room: str, message: Message, now: int) -> Message | None:
        return known.get(key(room, message))

    def remember(self: Repeats, room: str, message: Message) -> None:
        known[key(room, message)] = message

    known: dict[Hashable, Message] = {}
    Repeats.first, Repeats.remember = first, remember  # type: ignore[method-assign]
