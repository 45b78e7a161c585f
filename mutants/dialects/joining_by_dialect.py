"""Faulty servers that ``features/dialects/joining_by_dialect.feature`` must catch."""

import itertools
from dataclasses import replace
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.handlers import replace_handlers
from mutants.seams.messages import deliver_only_to
from mutants.seams.notices import without_notices
from mutants.seams.sequencing import change_committed, everybody
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.commands import Command, Leave, ListUsers
from server.core.effects import (
    CloseConnection,
    Effect,
    SendToOne,
    SendToSome,
    SendUserList,
    Subscribe,
)
from server.core.events import (
    Announcement,
    ChatMessage,
    Event,
    PublicMessage,
    Rejected,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from server.core.names import DEFAULT_ROOM
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects import events, json
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.web.connect_request import ConnectRequest, query_of
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import Action


@mutant("A client that sends binary data is closed as normal (1000).")
def binary_closed_with_1000(patch: Patch) -> None:
    from server.web import chat_endpoints

    class Codes:
        UNSUPPORTED_DATA = CloseCode.NORMAL
        POLICY_VIOLATION = CloseCode.POLICY_VIOLATION
        SIGN_IN_EXPIRED = CloseCode.SIGN_IN_EXPIRED

    patch.replace(chat_endpoints, "CloseCode", Codes)


@mutant("A connection that closes without having joined is announced as a leave.")
def leave_without_joining_announced(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is None:
            self.pubsub.publish(client.room_name, UserLeft("somebody", microseconds(), 1))
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("Only users of the same dialect receive each other's messages.")
def dialects_kept_apart(patch: Patch) -> None:
    deliver_only_to(
        lambda speaker, people: (one for one in people if one.dialect is speaker.dialect)
    )


@mutant("A user who joins in the envelope dialect does not receive their own join.")
def envelope_joiner_not_notified(patch: Patch) -> None:
    object.__setattr__(ENVELOPE, "receives_own_join", False)


@mutant("A user who sends a leave message is announced as left twice.")
def leave_message_announced_twice(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is not None and client not in client.room:
            count = len(client.room.names)
            self.pubsub.publish(client.room_name, UserLeft(client.name, microseconds(), count))
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("Connections that have not joined yet receive the room's messages.")
def messages_received_before_joining(patch: Patch) -> None:
    sound = chat_endpoints.on_init

    def on_init(
        connection: Connection, connect_request: connect_requests.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        if connect_request.name is None:
            connect_request.chat.pubsub.subscribe(
                connect_request.room, connection, connect_request.dialect.encode
            )
        return sound(connection, connect_request)

    replace_handlers(patch, on_init=on_init)


@mutant("The id of a message is a number, not a string.")
def ids_are_numbers(patch: Patch) -> None:
    sound = events.encode_message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b'"%d"' % message.sequence, b"%d" % message.sequence, 1)

    patch.replace(events, "encode_message", encoded)


@mutant("Each reader receives a different id for the same message.")
def ids_differ_per_reader(patch: Patch) -> None:
    numbers = itertools.count()

    def of_their_own(dialect: Dialect) -> Dialect:
        number = next(numbers)

        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, sequence=event.sequence + number)
            return dialect.encode(event)

        return replace(dialect, encode=encode)

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Subscribe):
            effect.member.dialect = of_their_own(effect.member.dialect)
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("Message ids decrease instead of increasing.")
def ids_fall(patch: Patch) -> None:
    sound = events.encode_message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(
            b"%d" % message.sequence, b"%d" % (10**16 - message.sequence), 1
        )

    patch.replace(events, "encode_message", encoded)


@mutant("Messages of the same second have the same id.")
def ids_in_seconds(patch: Patch) -> None:
    sound = events.encode_message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b"%d" % message.sequence, b"%d" % (message.sequence // 10**6))

    patch.replace(events, "encode_message", encoded)


@mutant("A join in the envelope dialect has a text where it should have none.")
def joins_in_envelopes_with_texts(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            text = sound(event)
            if text and isinstance(event, UserJoined):
                return text.replace(b'"message":""', b'"message":"joined the chat"')
            return text

        return encode

    encode_with(bent, ENVELOPE)


@mutant("A leave message is answered with close code 1001 (going away).")
def leave_closed_with_1001(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        effects = sound(self, member, command)
        return [
            replace(d, code=CloseCode.GOING_AWAY) if isinstance(d, CloseConnection) else d
            for d in effects
        ]

    patch.replace(Room, "handle", handle)


@mutant("A leave message is announced, but the connection stays open.")
def leave_does_not_close(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [d for d in sound(self, member, command) if not isinstance(d, CloseConnection)]

    patch.replace(Room, "handle", handle)


@mutant("A leave message is not announced to the room.")
def leave_unannounced(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        effects = sound(self, member, command)
        return without_notices(effects) if isinstance(command, Leave) else effects

    patch.replace(Room, "handle", handle)


@mutant("A request before joining closes the connection.")
def request_before_joining_closes(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        effects = sound(self, client, command)
        match effects:
            case [SendToOne(Rejected(RejectionReason.NOT_JOINED), _)]:
                return [*effects, CloseConnection(client, 1008)]
        return effects

    patch.replace(ChatService, "handle_before_join", admit)


@mutant("A connection that has not joined can request the user list.")
def questions_answered_before_joining(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        return (
            [SendUserList(client)]
            if isinstance(command, ListUsers)
            else sound(self, client, command)
        )

    patch.replace(ChatService, "handle_before_join", admit)


@mutant("The room in the path of the URL is ignored.")
def room_in_the_path_ignored(patch: Patch) -> None:
    def ignore_the_path(request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        return replace(asked, room=query_of(request).get("room", DEFAULT_ROOM))

    change_connect_request(patch, ignore_the_path)


@mutant("The requested subprotocol is ignored in favour of the endpoint's default dialect.")
def subprotocol_ignored(patch: Patch) -> None:
    patch.replace(handshake, "negotiate", lambda request, spoken: None)


@mutant("The times of messages have no time zone.")
def times_without_zone(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at).removesuffix("Z"))


@mutant("A joining user does not receive the welcome.")
def welcome_missing(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return effects[1:] if join_options.is_extended else effects

    patch.replace(Room, "join", join)


@mutant("The welcome for a joining user goes to the whole room.")
def welcome_sent_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Announcement() as welcome, client):
                return SendToSome(welcome, everybody(client))
        return effect

    change_committed(change)
