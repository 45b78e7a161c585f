"""Whoever comes is told the last announcement."""

from typing import Any

from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne, Subscribe
from server.core.events import Announcement


def bend() -> None:
    announce, apply_effects = ChatService.announce, ChatService._apply_effect
    last: list[str] = []

    def announced(self: ChatService, text: str, only: str | None) -> list[str]:
        last[:] = [text]
        return announce(self, text, only)

    def delivered(self: ChatService, room: str, effect: Effect[Any]) -> None:
        apply_effects(self, room, effect)
        if isinstance(effect, Subscribe):
            for text in last:
                apply_effects(
                    self, room, SendToOne(Announcement(text, microseconds()), effect.member)
                )

    ChatService.announce, ChatService._apply_effect = announced, delivered  # type: ignore[method-assign]
