"""Faulty servers that ``features/wire/invalid_frames.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encode import Encode, encode_with
from mutants.seams.handlers import change_binary
from server.chat import service
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.commands import Command, InvalidCommand, Join, SendMessage
from server.core.effects import CloseConnection, Effect, SendToOne
from server.core.events import Event, Rejected, RejectionReason
from server.core.names import ANONYMOUS
from server.core.room import Room
from server.dialects import events, json
from server.dialects import json as server_json
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS


@mutant("A join message may contain any name, even an invalid one.")
def any_name_joins(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: raw)


@mutant("Binary messages are ignored in every dialect.")
def binary_ignored(patch: Patch) -> None:
    change_binary(patch, lambda session, _data, _asked: session.goes_on)


@mutant(
    "A message with half a surrogate pair closes its sender's connection instead of being rejected."
)
def half_a_character_sent_on(patch: Patch) -> None:
    patch.replace(server_json, "can_be_sent", lambda text: True)


@mutant("An invalid message before the join closes the connection.")
def invalid_message_before_joining_ends_the_connection(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        effects = sound(self, client, command)
        return (
            [*effects, CloseConnection(client, 1008)]
            if isinstance(command, InvalidCommand)
            else effects
        )

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("An invalid message closes the connection.")
def invalid_message_ends_the_connection(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        effects = sound(self, member, command)
        return (
            [*effects, CloseConnection(member, 1008)]
            if isinstance(command, InvalidCommand)
            else effects
        )

    patch.replace(Room, "handle", handle)


@mutant("The rejection of an invalid message before the join does not say to join first.")
def invalid_message_explained_before_joining(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        if isinstance(command, InvalidCommand):
            return [SendToOne(Rejected(command.why, command.sentence, microseconds()), client)]
        return sound(self, client, command)

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("The events dialect sends rejections as bare text instead of JSON.")
def rejection_as_bare_text_in_events(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return event.sentence.encode() if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("The envelope dialect sends rejections as JSON objects instead of bare text.")
def rejection_as_object_in_envelopes(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return events.encode(event) if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("Every rejection in the events dialect has the code for an invalid message.")
def rejections_all_alike(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, Rejected):
                event = Rejected(RejectionReason.BAD_MESSAGE, event.sentence, event.at)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("A second join message changes the user's name.")
def second_join_accepted(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        if isinstance(command, Join):
            return [*self.leave(member), *self.join(member, member.join_options(command.name))]
        return sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("A second join message is ignored without a rejection.")
def second_join_ignored(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [] if isinstance(command, Join) else sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("A message of an unknown type is ignored without a rejection.")
def unknown_types_ignored(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        match command:
            case InvalidCommand(RejectionReason.UNKNOWN_TYPE, _):
                return []
        return sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("A message before the join is accepted under the default name.")
def texts_before_join_received(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Any]]:
        if not isinstance(command, SendMessage):
            return sound(self, client, command)
        effects = self.join(client, ANONYMOUS)
        return [*effects, *(client.room.handle(client, command) if client.room else [])]

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("A message before the join is ignored without a rejection.")
def texts_before_join_ignored(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Any]]:
        return sound(self, client, command) if isinstance(command, Join | InvalidCommand) else []

    patch.replace(ChatService, "handle_before_join", handle_before_join)


@mutant("JSON may be nested as deeply as the parser in use can read it.")
def any_nesting_accepted(patch: Patch) -> None:
    patch.replace(json, "expect_shallow", lambda text: None)
