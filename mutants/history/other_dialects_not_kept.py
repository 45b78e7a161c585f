"""In the history stands only what was said by those who can read it."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.chat.service import ChatService
from server.core.effects import Effect
from server.core.events import PublicMessage


def bend() -> None:
    begin = ChatService.__init__

    def begin_slowly(self: ChatService, *arguments: Any) -> None:
        begin(self, *arguments)
        self._message_batch = None  # so that each message is settled by itself

    ChatService.__init__ = begin_slowly  # type: ignore[method-assign, assignment]

    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Any, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if isinstance(effect, PublicMessage) and not member.dialect.is_extended:
                store._logs[room].kept.pop()
                store._logs[room].fresh -= 1
            return committed

        return commit_effect

    settle_with(bent)
