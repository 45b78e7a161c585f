"""Change which effects of the chat reach which clients."""

from collections.abc import Callable
from typing import Any

from mutants.patch import Patch
from server.chat.service import ChatService
from server.core.effects import Effect

Apply = Callable[[str, Effect[Any]], None]


def deliver_with(
    patch: Patch, deliver: Callable[[ChatService, str, Effect[Any], Apply], None]
) -> None:
    """Apply each effect that is no public message with ``deliver(chat, room, effect, sound)``.

    ``sound`` applies an effect as the unchanged server does.
    """
    begin = ChatService.__init__

    def begin_with(self: ChatService, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        sound = self.delivery.apply

        def apply(room: str, effect: Effect[Any]) -> None:
            deliver(self, room, effect, sound)

        patch.replace(self.delivery, "apply", apply)

    patch.replace(ChatService, "__init__", begin_with)
