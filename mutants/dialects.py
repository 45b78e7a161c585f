"""Faulty servers that ``features/dialects/`` must catch."""

import html
import itertools
import unicodedata
from dataclasses import replace
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.handlers import replace_handlers
from mutants.seams.messages import deliver_only_to, handle_each_message
from mutants.seams.notices import without_notices
from mutants.seams.sequencing import change_committed, everybody
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.commands import Command, Leave, ListUsers, PingRequest
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
    PrivateMessage,
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
from server.dialects.events import EVENTS
from server.dialects.json import InvalidJson, from_json
from server.dialects.plain import PLAIN
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.web.connect_request import ConnectRequest, query_of
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import Action


@mutant("A connection that tries to join under an invalid name is exempt from the join timeout.")
def bad_names_give_more_time(patch: Patch) -> None:
    receive, sound = ChatService.receive, chat_endpoints.expect_joined
    tried: set[Client] = set()

    def heard(self: ChatService, client: Client, text: str) -> None:
        tried.add(client)
        receive(self, client, text)

    def expect_joined(client: Client) -> None:
        if client not in tried:
            sound(client)

    patch.replace(ChatService, "receive", heard)
    patch.replace(chat_endpoints, "expect_joined", expect_joined)


@mutant("A client that sends binary data is closed as normal (1000).")
def binary_closed_with_1000(patch: Patch) -> None:
    from server.web import chat_endpoints

    class Codes:
        UNSUPPORTED_DATA = CloseCode.NORMAL
        POLICY_VIOLATION = CloseCode.POLICY_VIOLATION
        SIGN_IN_EXPIRED = CloseCode.SIGN_IN_EXPIRED

    patch.replace(chat_endpoints, "CloseCode", Codes)


def claimed(client: Client, text: str) -> str:
    try:
        fields = from_json(text)
    except InvalidJson:
        return ""
    if client.dialect.decode is None or not isinstance(fields, dict):
        return ""
    return str(fields.get("nickname", "") or fields.get("username", ""))


@mutant("A message with another user's name in it is delivered under that name.")
def claimed_name_believed(patch: Patch) -> None:
    sound = ChatService.receive
    handle_each_message()

    def receive(self: ChatService, client: Client, text: str) -> None:
        room, name = client.room, claimed(client, text)
        if room is None or client not in room or not name:
            sound(self, client, text)
            return
        room.members[client], before = name, room.members[client]
        sound(self, client, text)
        if client in room:
            room.members[client] = before

    patch.replace(ChatService, "receive", receive)


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


@mutant("The envelope dialect doubles backslashes.")
def envelope_backslashes_doubled(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\\", "\\\\"))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("A user who joins in the envelope dialect does not receive their own join.")
def envelope_joiner_not_notified(patch: Patch) -> None:
    object.__setattr__(ENVELOPE, "receives_own_join", False)


@mutant("The envelope dialect replaces line separators by spaces.")
def envelope_line_separators_lost(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=" ".join(event.text.splitlines()))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("The envelope dialect escapes texts for HTML.")
def envelope_texts_escaped(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=html.escape(event.text))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("The envelope dialect removes the spaces around a text.")
def envelope_texts_trimmed(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.strip() or event.text)
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("The envelope dialect removes NULs from texts.")
def envelope_texts_without_nul(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\x00", ""))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("The events dialect removes byte order marks from texts.")
def events_byte_order_mark_lost(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\ufeff", "") or event.text)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("A user who joins in the events dialect does not receive their own join.")
def events_joiner_not_notified(patch: Patch) -> None:
    object.__setattr__(EVENTS, "receives_own_join", False)


@mutant("The events dialect normalises texts to NFC.")
def events_texts_composed(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=unicodedata.normalize("NFC", event.text))
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("The events dialect removes the quotes around a text.")
def events_texts_like_json_read(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.strip('"') or event.text)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("The events dialect replaces texts such as null, true or digits by a dash.")
def events_texts_like_values_lost(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(
                    event,
                    text="-"
                    if event.text in ("null", "true") or event.text.isdecimal()
                    else event.text,
                )
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("The events dialect replaces characters above U+FFFF by question marks.")
def events_texts_of_the_basic_plane(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text="".join("?" if c > "\uffff" else c for c in event.text))
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


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
    sound = events.message_fields

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b'"%d"' % message.sequence, b"%d" % message.sequence, 1)

    patch.replace(events, "message_fields", encoded)


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
    sound = events.message_fields

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(
            b"%d" % message.sequence, b"%d" % (10**16 - message.sequence), 1
        )

    patch.replace(events, "message_fields", encoded)


@mutant("Messages of the same second have the same id.")
def ids_in_seconds(patch: Patch) -> None:
    sound = events.message_fields

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b"%d" % message.sequence, b"%d" % (message.sequence // 10**6))

    patch.replace(events, "message_fields", encoded)


@mutant("A connection that misses the join timeout is closed as normal (1000).")
def join_due_closed_with_1000(patch: Patch) -> None:
    patch.replace(
        chat_endpoints,
        "expect_joined",
        lambda client: None if client.room else client.connection.close(1000),
    )


@mutant("A connection may stay open for ever without joining.")
def join_never_due(patch: Patch) -> None:
    patch.replace(chat_endpoints, "expect_joined", lambda client: None)


@mutant("The join timeout also closes connections that have joined.")
def joined_cut_when_join_was_due(patch: Patch) -> None:
    patch.replace(
        chat_endpoints,
        "expect_joined",
        lambda client: client.connection.close(1008, "no join in time"),
    )


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
        told = sound(self, member, command)
        return [
            replace(d, code=CloseCode.GOING_AWAY) if isinstance(d, CloseConnection) else d
            for d in told
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
        told = sound(self, member, command)
        return without_notices(told) if isinstance(command, Leave) else told

    patch.replace(Room, "handle", handle)


@mutant("The answer to a ping lacks its nonce.")
def nonce_lost(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return sound(self, member, PingRequest("") if isinstance(command, PingRequest) else command)

    patch.replace(Room, "handle", handle)


@mutant("Pings in the events dialect are not answered.")
def pings_unanswered(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [] if isinstance(command, PingRequest) else sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("Users of the envelope dialect are not notified of joins in the plain dialect.")
def plain_joins_unannounced_in_envelope(patch: Patch) -> None:
    plain_arrivals: list[UserJoined] = []
    encode_with(
        lambda encode: lambda event: None if event in plain_arrivals else encode(event), ENVELOPE
    )

    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Subscribe) and effect.member.dialect is PLAIN:
            plain_arrivals.append(effect.joined)
        sound(room, effect)

    deliver_with(patch, apply)


@mutant("The answer to a ping goes to the whole room.")
def pongs_sent_to_all(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        if not isinstance(command, PingRequest):
            return told
        return [SendToSome(d.event, tuple(self.members)) for d in told if isinstance(d, SendToOne)]

    patch.replace(Room, "handle", handle)


@mutant("A private message does not name its recipient.")
def private_frames_without_addressee(patch: Patch) -> None:
    sound = events.message_fields

    def encoded(message: ChatMessage) -> bytes:
        return sound(replace(message, to="") if isinstance(message, PrivateMessage) else message)

    patch.replace(events, "message_fields", encoded)


@mutant("A request before joining closes the connection.")
def request_before_joining_closes(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        told = sound(self, client, command)
        match told:
            case [SendToOne(Rejected(RejectionReason.NOT_JOINED), _)]:
                return [*told, CloseConnection(client, 1008)]
        return told

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


@mutant("The times of messages are wrong by a factor of 1000 and lie in 1970.")
def times_of_1970(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at // 1000))


@mutant("The times of messages are in Indian time but marked as UTC.")
def times_of_another_zone(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at + int(5.5 * 3600 * 1_000_000)))


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
