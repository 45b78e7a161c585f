"""Faulty servers on which a user who was rejected for a name takes part in the conversation."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, Join, SendMessage
from server.core.effects import Effect, SendToOne
from server.core.events import PublicMessage, Rejected, RejectionReason


@mutant("A user whose name is taken hears what is said in the room.")
def rejected_users_listen(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        effects = sound(self, client, command)
        match effects:
            case [SendToOne(Rejected(RejectionReason.NAME_TAKEN), _)]:
                self.pubsub.subscribe(client.room_name, client.connection, client.dialect.encode)
        return effects

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("A user whose name is taken can speak under it.")
def rejected_users_speak(patch: Patch) -> None:
    sound = ChatService.handle_before_join
    asked: dict[Client, str] = {}

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        match command:
            case Join(name):
                asked[client] = name
            case SendMessage(text) if client in asked:
                return [*sound(self, client, command), PublicMessage(asked[client], text)]
        return sound(self, client, command)

    patch.replace(ChatService, "handle_before_join", handle_before_join)
