"""Faulty servers that ``features/dialects/mixed_dialects.feature`` must catch."""

import html
import unicodedata
from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.messages import handle_each_message
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, PingRequest
from server.core.effects import (
    Effect,
    SendToOne,
    SendToSome,
    Subscribe,
)
from server.core.events import (
    ChatMessage,
    Event,
    PrivateMessage,
    PublicMessage,
    UserJoined,
)
from server.core.room import Room
from server.dialects import events, json
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.json import InvalidJson, from_json
from server.dialects.plain import PLAIN


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


@mutant("The envelope dialect doubles backslashes.")
def envelope_backslashes_doubled(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.replace("\\", "\\\\"))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)


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
        effects = sound(self, member, command)
        if not isinstance(command, PingRequest):
            return effects
        return [
            SendToSome(e.event, tuple(self.members)) for e in effects if isinstance(e, SendToOne)
        ]

    patch.replace(Room, "handle", handle)


@mutant("A private message does not name its recipient.")
def private_frames_without_addressee(patch: Patch) -> None:
    sound = events.encode_message

    def encoded(message: ChatMessage) -> bytes:
        return sound(replace(message, to="") if isinstance(message, PrivateMessage) else message)

    patch.replace(events, "encode_message", encoded)


@mutant("The times of messages are wrong by a factor of 1000 and lie in 1970.")
def times_of_1970(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at // 1000))


@mutant("The times of messages are in Indian time but marked as UTC.")
def times_of_another_zone(patch: Patch) -> None:
    sound = json.timestamp
    patch.replace(json, "timestamp", lambda at: sound(at + int(5.5 * 3600 * 1_000_000)))
