"""In the history stands only what was said by those who can read it."""

from typing import Any

from mutants.settling import Settle, settle_with
from server.chat.service import Chat
from server.core.effects import Delivery
from server.core.events import Said


def bend() -> None:
    begin = Chat.__init__

    def begin_slowly(self: Chat, *arguments: Any) -> None:
        begin(self, *arguments)
        self._sayings = None  # so that each message is settled by itself

    Chat.__init__ = begin_slowly  # type: ignore[method-assign, assignment]

    def bent(sound: Settle) -> Settle:
        def settle(broker: Any, room: str, member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
            settled = sound(broker, room, member, delivery)
            if isinstance(delivery, Said) and not member.dialect.is_briefed:
                broker._shelves[room].kept.pop()
                broker._shelves[room].fresh -= 1
            return settled

        return settle

    settle_with(bent)
