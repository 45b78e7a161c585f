"""Every reader of a message is told another id of it."""

import itertools
from dataclasses import replace
from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe
from server.core.events import Event, PublicMessage
from server.dialects.base import Dialect


def bend() -> None:
    sound = ChatService._apply_effect
    numbers = itertools.count()

    def of_their_own(dialect: Dialect) -> Dialect:
        number = next(numbers)

        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, sequence=event.sequence + number)
            return dialect.encode(event)

        return replace(dialect, encode=encode)

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if isinstance(effect, Subscribe):
            effect.member.dialect = of_their_own(effect.member.dialect)
        sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
