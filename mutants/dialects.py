"""Faulty servers that ``features/dialects/`` must catch."""

import html
import itertools
import unicodedata
from dataclasses import replace
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encoding import Encode, encode_with
from mutants.seams.notices import untold
from mutants.seams.saying import say_each, tell_only
from mutants.seams.settling import change_settled, everybody
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
from server.core.room import JoinOptions, Room
from server.dialects import events, json
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.json import InvalidJson, from_json
from server.dialects.plain import PLAIN
from server.web import chat_endpoints
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import Action


@mutant("Whoever tries to join under a bad name may stay at the door for ever.")
def bad_names_give_more_time(patch: Patch) -> None:
    receive, sound = ChatService.receive, chat_endpoints._expect_joined
    tried: set[Client] = set()

    def heard(self: ChatService, client: Client, text: str) -> None:
        tried.add(client)
        receive(self, client, text)

    def expect_joined(client: Client) -> None:
        if client not in tried:
            sound(client)

    patch.replace(ChatService, "receive", heard)
    patch.replace(chat_endpoints, "_expect_joined", expect_joined)


@mutant("Whoever sends binary data is told that all went well (1000).")
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


@mutant("Whoever claims another name in a message is believed.")
def claimed_name_believed(patch: Patch) -> None:
    sound = ChatService.receive
    say_each()

    def receive(self: ChatService, client: Client, text: str) -> None:
        room, name = client.room, claimed(client, text)
        if room is None or client not in room or not name:
            sound(self, client, text)
            return
        room._members[client], before = name, room._members[client]
        sound(self, client, text)
        if client in room:
            room._members[client] = before

    patch.replace(ChatService, "receive", receive)


@mutant("Whoever goes without having come in is announced as left.")
def departure_from_the_door_told(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is None:
            self.pubsub.publish(client.room_name, UserLeft("somebody", microseconds(), 1))
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("Only those who speak the same dialect hear each other.")
def dialects_kept_apart(patch: Patch) -> None:
    tell_only(lambda speaker, people: (one for one in people if one.dialect is speaker.dialect))


@mutant("In envelopes backslashes are told twice.")
def envelope_backslashes_doubled(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\\", "\\\\"))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("Whoever joins with an envelope is not told that they are in.")
def envelope_joiner_untold(patch: Patch) -> None:
    object.__setattr__(ENVELOPE, "receives_own_join", False)


@mutant("In envelopes line separators are told as spaces.")
def envelope_line_separators_lost(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=" ".join(event.text.splitlines()))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("In envelopes words are told as if they stood in a page.")
def envelope_words_escaped(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=html.escape(event.text))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("In envelopes words are told without the spaces around them.")
def envelope_words_trimmed(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.strip() or event.text)
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("In envelopes words lose their NULs.")
def envelope_words_without_nul(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\x00", ""))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


@mutant("In events a byte order mark is left out of the words.")
def events_byte_order_mark_lost(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\ufeff", "") or event.text)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("Whoever joins in events is not told of their own arrival, the sign that they are in.")
def events_joiner_untold(patch: Patch) -> None:
    object.__setattr__(EVENTS, "receives_own_join", False)


@mutant("In events words are told in composed form, not as they were written.")
def events_words_composed(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=unicodedata.normalize("NFC", event.text))
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("In events words in quotes are told without them.")
def events_words_like_json_read(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.strip('"') or event.text)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("In events words that look like a value are told as if nothing had been said.")
def events_words_like_values_lost(patch: Patch) -> None:
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


@mutant("In events characters beyond sixteen bits are lost.")
def events_words_of_the_basic_plane(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text="".join("?" if c > "\uffff" else c for c in event.text))
            return sound(event)

        return encode

    encode_with(bent, EVENTS)


@mutant("Whoever says that they leave is announced as left once more when their line ends.")
def goodbye_by_word_told_twice(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is not None and client not in client.room:
            count = len(client.room.names)
            self.pubsub.publish(client.room_name, UserLeft(client.name, microseconds(), count))
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("Whoever stands at the door hears already what is said inside.")
def heard_at_the_door(patch: Patch) -> None:
    sound = chat_endpoints.on_init

    def on_init(
        connection: Connection, connect_request: chat_endpoints.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        if connect_request.name is None:
            connect_request.chat.pubsub.subscribe(
                connect_request.room, connection, connect_request.dialect.encode
            )
        return sound(connection, connect_request)

    patch.replace(chat_endpoints, "on_init", on_init)


@mutant("The id of a message is a number, not a string.")
def ids_are_numbers(patch: Patch) -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b'"%d"' % message.sequence, b"%d" % message.sequence, 1)

    patch.replace(events, "_message", encoded)


@mutant("Every reader of a message is told another id of it.")
def ids_differ_per_reader(patch: Patch) -> None:
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

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("The ids of messages fall instead of growing.")
def ids_fall(patch: Patch) -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(
            b"%d" % message.sequence, b"%d" % (10**16 - message.sequence), 1
        )

    patch.replace(events, "_message", encoded)


@mutant("Messages of the same second bear one id.")
def ids_in_seconds(patch: Patch) -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b"%d" % message.sequence, b"%d" % (message.sequence // 10**6))

    patch.replace(events, "_message", encoded)


@mutant("Whoever does not join in time is told that all went well (1000).")
def join_due_closed_with_1000(patch: Patch) -> None:
    patch.replace(
        chat_endpoints,
        "_expect_joined",
        lambda client: None if client.room else client.connection.close(1000),
    )


@mutant("Whoever does not join may stay at the door for ever.")
def join_never_due(patch: Patch) -> None:
    patch.replace(chat_endpoints, "_expect_joined", lambda client: None)


@mutant("Whoever has joined is thrown out all the same when the time to join is over.")
def joined_cut_when_join_was_due(patch: Patch) -> None:
    patch.replace(
        chat_endpoints,
        "_expect_joined",
        lambda client: client.connection.close(1008, "no join in time"),
    )


@mutant("In envelopes an arrival bears words, where there should be none.")
def joins_in_envelopes_with_words(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            text = sound(event)
            if text and isinstance(event, UserJoined):
                return text.replace(b'"message":""', b'"message":"joined the chat"')
            return text

        return encode

    encode_with(bent, ENVELOPE)


@mutant("Whoever says that they leave is told that the server goes away (1001).")
def leave_closed_with_1001(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        return [
            replace(d, code=CloseCode.GOING_AWAY) if isinstance(d, CloseConnection) else d
            for d in told
        ]

    patch.replace(Room, "handle", handle)


@mutant("Whoever says that they leave is announced as left, but their line stays open.")
def leave_does_not_close(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [d for d in sound(self, member, command) if not isinstance(d, CloseConnection)]

    patch.replace(Room, "handle", handle)


@mutant("Whoever says that they leave is not announced as left.")
def leave_untold(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        return untold(told) if isinstance(command, Leave) else told

    patch.replace(Room, "handle", handle)


@mutant("The answer to a ping does not bear its nonce.")
def nonce_lost(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return sound(self, member, PingRequest("") if isinstance(command, PingRequest) else command)

    patch.replace(Room, "handle", handle)


@mutant("A ping in events is not answered.")
def pings_unanswered(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [] if isinstance(command, PingRequest) else sound(self, member, command)

    patch.replace(Room, "handle", handle)


@mutant("Those who speak in envelopes are not told of arrivals in the plain dialect.")
def plain_arrivals_untold_in_envelope(patch: Patch) -> None:
    sound = ChatService._apply_effect
    plain_arrivals: list[UserJoined] = []
    encode_with(
        lambda encode: lambda event: None if event in plain_arrivals else encode(event), ENVELOPE
    )

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if isinstance(effect, Subscribe) and effect.member.dialect is PLAIN:
            plain_arrivals.append(effect.joined)
        sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("When somebody pings, the whole room is answered.")
def pongs_told_to_all(patch: Patch) -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        if not isinstance(command, PingRequest):
            return told
        return [SendToSome(d.event, tuple(self._members)) for d in told if isinstance(d, SendToOne)]

    patch.replace(Room, "handle", handle)


@mutant("A private message does not tell whom it is for.")
def private_frames_without_addressee(patch: Patch) -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        return sound(replace(message, to="") if isinstance(message, PrivateMessage) else message)

    patch.replace(events, "_message", encoded)


@mutant("Whoever asks for anything before they join is thrown out.")
def question_shuts_the_door(patch: Patch) -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        told = sound(self, client, command)
        match told:
            case [SendToOne(Rejected(RejectionReason.NOT_JOINED), _)]:
                return [*told, CloseConnection(client, 1008)]
        return told

    patch.replace(ChatService, "_handle_before_join", admit)


@mutant("Whoever has not joined is told all the same who is here.")
def questions_answered_at_the_door(patch: Patch) -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        return (
            [SendUserList(client)]
            if isinstance(command, ListUsers)
            else sound(self, client, command)
        )

    patch.replace(ChatService, "_handle_before_join", admit)


@mutant("The room that an address names in its path is not looked at.")
def room_in_the_path_ignored(patch: Patch) -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: web.Request, usual: Dialect) -> chat_endpoints.ConnectRequest:
        connect_request = sound(request, usual)
        return replace(
            connect_request, room=chat_endpoints.query_of(request).get("room", DEFAULT_ROOM)
        )

    patch.replace(chat_endpoints, "read_connect_request", read_connect_request)


@mutant("Whatever dialect is asked for, that of the address is spoken.")
def subprotocol_ignored(patch: Patch) -> None:
    patch.replace(handshake, "negotiate", lambda request, spoken: None)


@mutant("The time of a message is told in milliseconds and so seems to be of 1970.")
def times_of_1970(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at // 1000))


@mutant("Times are told as they are in India, and taken for UTC.")
def times_of_another_zone(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at + int(5.5 * 3600 * 1_000_000)))


@mutant("Times do not tell that they are UTC.")
def times_without_zone(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at).removesuffix("Z"))


@mutant("A newcomer is not welcomed.")
def welcome_missing(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return effects[1:] if join_options.is_extended else effects

    patch.replace(Room, "join", join)


@mutant("When somebody comes, the whole room is welcomed.")
def welcome_told_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Announcement() as welcome, client):
                return SendToSome(welcome, everybody(client))
        return effect

    change_settled(change)
