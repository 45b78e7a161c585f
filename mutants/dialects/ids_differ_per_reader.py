"""Every reader of a message is told another id of it."""

import itertools
from dataclasses import replace
from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Enter
from server.core.events import Event, Said
from server.dialects.base import Dialect


def bend() -> None:
    sound = Chat._deliver
    numbers = itertools.count()

    def of_their_own(dialect: Dialect) -> Dialect:
        number = next(numbers)

        def encode(event: Event) -> bytes | None:
            if isinstance(event, Said):
                event = replace(event, place=event.place + number)
            return dialect.encode(event)

        return replace(dialect, encode=encode)

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        if isinstance(delivery, Enter):
            delivery.member.dialect = of_their_own(delivery.member.dialect)
        sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
