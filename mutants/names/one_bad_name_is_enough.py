"""Whoever has tried to join under a bad name is refused whatever they try then."""

from typing import Any

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, Join
from server.core.effects import Effect, SendToOne
from server.core.events import Rejected, RejectionReason


def bend() -> None:
    sound = ChatService._handle_before_join
    tried: dict[Client, Rejected] = {}

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        if isinstance(command, Join) and client in tried:
            return [SendToOne(tried[client], client)]
        told = sound(self, client, command)
        match told:
            case [
                SendToOne(
                    Rejected(RejectionReason.BAD_NAME | RejectionReason.NAME_TAKEN) as refused, _
                )
            ]:
                tried[client] = refused
        return told

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
