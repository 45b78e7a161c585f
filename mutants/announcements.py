"""Faulty servers that ``features/announcements/`` must catch."""

import asyncio
import html
import unicodedata
from collections.abc import Mapping
from typing import Any

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.handlers import replace_handlers
from server.chat.client import Client
from server.chat.delivery import Delivery
from server.chat.service import CHAT, ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne, Subscribe
from server.core.events import Announcement, Event, PublicMessage
from server.core.room import Room
from server.dialects.plain import PLAIN
from server.web import announcements, chat_endpoints
from server.web import connect_request as connect_requests
from server.web.announcements import AnnouncementRequest, InvalidAnnouncement
from server.ws.connection import Connection
from server.ws.handler import Action


@mutant("An announcement whose content is not a string is accepted and sent as text.")
def any_content_made_a_text(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content", "")
        return sound({"content": content if isinstance(content, str) else f"{content}"})

    patch.replace(announcements, "content_in", content_in)


@mutant("Any token at all is accepted in place of the operator's token.")
def any_token_will_do(patch: Patch) -> None:
    patch.replace(
        announcements, "is_operator", lambda request: hdrs.AUTHORIZATION in request.headers
    )


@mutant("Announcements are accepted without a token.")
def anybody_may_announce(patch: Patch) -> None:
    patch.replace(announcements, "is_operator", lambda request: True)


@mutant("An announcement with invalid UTF-8 is sent with replacement characters.")
def bad_bytes_replaced(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        return sound(body.decode(errors="replace").encode())

    patch.replace(announcements, "read", read)


@mutant("An announcement for an invalid room name is sent to every room.")
def bad_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        name = fields.get("room")
        return None if isinstance(name, str) and " " in name else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("A blank announcement is sent.")
def blank_announced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and not content.strip() else sound(fields)

    patch.replace(announcements, "content_in", content_in)


@mutant("A request body that is not JSON is sent as an announcement.")
def broken_bodies_sent_as_they_are(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement:
            if body.startswith(b"{"):
                raise
            return AnnouncementRequest(body.decode(errors="replace") or "(nothing)", None)

    patch.replace(announcements, "read", read)


@mutant("An announcement is normalised to NFC instead of being sent as written.")
def composed(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, unicodedata.normalize("NFC", text), only)

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement is cut after 4,096 characters.")
def cut_at_4096_characters(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text[:4096], only)

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement for an empty room name is sent to every room.")
def empty_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room") == "" else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("An empty token is accepted in place of the operator's token.")
def empty_token_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return given == known or (not given and hdrs.AUTHORIZATION in request.headers)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("The text of an announcement is escaped for HTML.")
def escaped_as_html(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, html.escape(text), only)

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement with half a surrogate pair is sent with a question mark in its place.")
def half_a_character_replaced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        if isinstance(content, str):
            content = content.encode(errors="replace").decode()
        return sound({"content": content})

    patch.replace(announcements, "content_in", content_in)


@mutant("The beginning of the operator's token is accepted as the whole token.")
def half_a_token_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return len(given) > 3 and known.startswith(given)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("A truncated JSON object is sent as an announcement.")
def half_an_object_sent_as_it_is(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement as bad:
            if not body.startswith(b"{") or body.endswith(b"}"):
                raise bad
            return AnnouncementRequest(body.decode(errors="replace"), None)

    patch.replace(announcements, "read", read)


@mutant("Announcements are stored in the history as messages from the server.")
def kept_in_the_history(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        rooms = sound(self, text, only)
        for room in rooms:
            self.sequencer.store.append(room, PublicMessage("server", text))
        return rooms

    patch.replace(ChatService, "announce", announce)


@mutant("A server without an operator token answers 401, as if announcements were enabled.")
def locked_without_operator(patch: Patch) -> None:
    sound = announcements.add

    def add(app: web.Application, token: str) -> None:
        sound(app, token or "a token that nobody knows")

    patch.replace(announcements, "add", add)


@mutant("A request without content is sent as an announcement.")
def no_content_announced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        return sound(fields) if "content" in fields else "(nothing)"

    patch.replace(announcements, "content_in", content_in)


@mutant("An announcement is accepted but never sent.")
def not_sent(patch: Patch) -> None:
    patch.replace(Room, "announce", lambda self, text: [])


@mutant("An announcement whose room is null is sent to every room.")
def null_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room", "") is None else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("An announcement whose room is a number is sent to every room.")
def number_of_a_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if isinstance(fields.get("room"), int) else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("An announcement reaches only one connection of each name.")
def one_connection_of_each_name(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Announcement):
            by_name = {name: client for client, name in chat.rooms[room].members.items()}
            chat.delivery.send_to(tuple(by_name.values()), effect)
        else:
            sound(room, effect)

    deliver_with(patch, apply)


@mutant("A server without an operator token accepts announcements from anybody.")
def open_without_operator(patch: Patch) -> None:
    add = announcements.add
    is_operator = announcements.is_operator

    def added(app: web.Application, token: str) -> None:
        add(app, token or "everybody")

    def is_anybody(request: web.Request) -> bool:
        token = request.app[announcements.OPERATOR_TOKEN]
        return token == "everybody" or is_operator(request)

    patch.replace(announcements, "add", added)
    patch.replace(announcements, "is_operator", is_anybody)


@mutant("The operator's own token is rejected.")
def operator_rejected(patch: Patch) -> None:
    patch.replace(announcements, "is_operator", lambda request: False)


@mutant("The answer to the operator counts names instead of connections.")
def people_counted_for_connections(patch: Patch) -> None:
    def count(self: Room[Any]) -> int:
        return len(self.names)

    patch.replace(Room, "__len__", count)


@mutant("An invalid announcement is rejected without a reason.")
def rejected_without_a_reason(patch: Patch) -> None:
    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return web.Response(status=status, headers=headers)

    patch.replace(announcements, "reject", refuse)


@mutant("An announcement with the same text as an earlier one is not sent.")
def repeated_announcement_dropped(patch: Patch) -> None:
    sound = ChatService.announce
    last: list[str] = []

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        is_known = last == [text]
        last[:] = [text]
        return [] if is_known else sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


@mutant("A token that only begins with the operator's token is accepted.")
def token_and_more_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return given.startswith(known)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("The operator's token is accepted in any case.")
def token_in_any_case(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return given.lower() == known.lower()

    patch.replace(announcements, "is_operator", is_operator)


@mutant("In the plain dialect an announcement looks like a message from a user called server.")
def sent_as_a_message_in_plain(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(
                PublicMessage("server", event.text) if isinstance(event, Announcement) else event
            )

        return encode

    encode_with(bent, PLAIN)


@mutant("Connections that have not joined yet receive announcements.")
def sent_before_joining(patch: Patch) -> None:
    on_init, announce = chat_endpoints.on_init, ChatService.announce
    clients: list[Client] = []

    def arrived(
        connection: Connection, connect_request: connect_requests.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        action = on_init(connection, connect_request)
        clients.append(action.state.client)  # type: ignore
        return action

    def announced(self: ChatService, text: str, only: str | None) -> list[str]:
        for client in clients:
            if client.room is None and client.connection.is_open:
                self.delivery.apply_all(
                    client.room_name, [SendToOne(Announcement(text, microseconds()), client)]
                )
        return announce(self, text, only)

    replace_handlers(patch, on_init=arrived)
    patch.replace(ChatService, "announce", announced)


@mutant("An announcement with a bad token is rejected only after it has been sent.")
def sent_before_the_token_is_checked(patch: Patch) -> None:
    sound = announcements.is_operator

    def is_operator(request: web.Request) -> bool:
        if not sound(request):
            request.app[CHAT].announce("Free beer", None)
        return sound(request)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("An announcement for one room is sent to every room.")
def sent_everywhere(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text, None)

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement for every room is sent to the lobby only.")
def sent_in_the_lobby_only(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text, only or "lobby")

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement is sent some time after the operator has received the answer.")
def sent_late(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        asyncio.get_running_loop().call_later(0.05, sound, self, text, only)
        return [name for name in self.rooms if only in (None, name)]

    patch.replace(ChatService, "announce", announce)


@mutant("A joining user receives the last announcement again.")
def sent_to_new_users(patch: Patch) -> None:
    announce, apply = ChatService.announce, Delivery.apply
    last: list[str] = []

    def announced(self: ChatService, text: str, only: str | None) -> list[str]:
        last[:] = [text]
        return announce(self, text, only)

    def delivered(self: Delivery, room: str, effect: Effect[Any]) -> None:
        apply(self, room, effect)
        if isinstance(effect, Subscribe):
            for text in last:
                apply(self, room, SendToOne(Announcement(text, microseconds()), effect.member))

    patch.replace(ChatService, "announce", announced)
    patch.replace(Delivery, "apply", delivered)


@mutant("An announcement is sent twice.")
def sent_twice(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        sound(self, text, only)
        return sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


@mutant("A request body that is too large is answered with 400 instead of 413.")
def too_big_is_400(patch: Patch) -> None:
    sound = announcements.reject

    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return sound(400 if status == 413 else status, sentence, headers)

    patch.replace(announcements, "reject", refuse)


@mutant("The length of an announcement has no limit.")
def too_long_announced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and len(content) > 65_536 else sound(fields)

    patch.replace(announcements, "content_in", content_in)


@mutant("Spaces around an announcement are removed.")
def trimmed(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text.strip(), only)

    patch.replace(ChatService, "announce", announce)


@mutant("The answer to the operator lists a room that has no users.")
def unknown_rooms_counted(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        if only is not None and only not in self.rooms:
            self.rooms[only] = Room(self.rules, lambda: 0)
        return sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


@mutant("Users of the plain dialect receive no announcements.")
def unsent_in_plain(patch: Patch) -> None:
    encode_with(
        lambda sound: lambda event: None if isinstance(event, Announcement) else sound(event), PLAIN
    )
