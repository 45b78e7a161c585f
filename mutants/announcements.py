"""Faulty servers that ``features/announcements/`` must catch."""

import asyncio
import html
import unicodedata
from collections.abc import Mapping
from typing import Any

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encoding import Encode, encode_with
from server.chat.client import Client
from server.chat.service import CHAT, ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne, Subscribe
from server.core.events import Announcement, Event, PublicMessage
from server.core.room import Room
from server.dialects.plain import PLAIN
from server.web import announcements, chat_endpoints
from server.web.announcements import AnnouncementRequest, InvalidAnnouncement
from server.ws.connection import Connection
from server.ws.handler import Action


@mutant("A content that is no text is announced as one.")
def any_content_made_a_text(patch: Patch) -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content", "")
        return sound({"content": content if isinstance(content, str) else f"{content}"})

    patch.replace(announcements, "_content_in", content_in)


@mutant("Whoever has any token at all may announce something to everybody.")
def any_token_will_do(patch: Patch) -> None:
    patch.replace(
        announcements, "_is_operator", lambda request: hdrs.AUTHORIZATION in request.headers
    )


@mutant("Anybody may announce something to everybody.")
def anybody_may_announce(patch: Patch) -> None:
    patch.replace(announcements, "_is_operator", lambda request: True)


@mutant("Bytes that are no UTF-8 are announced as question marks.")
def bad_bytes_replaced(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        return sound(body.decode(errors="replace").encode())

    patch.replace(announcements, "read", read)


@mutant("An announcement for a room that cannot be is told to everybody.")
def bad_room_means_all(patch: Patch) -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        name = fields.get("room")
        return None if isinstance(name, str) and " " in name else sound(fields)

    patch.replace(announcements, "_room_in", room_in)


@mutant("A blank announcement is told.")
def blank_announced(patch: Patch) -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and not content.strip() else sound(fields)

    patch.replace(announcements, "_content_in", content_in)


@mutant("What is no JSON is announced as it is.")
def broken_bodies_told_as_they_are(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement:
            if body.startswith(b"{"):
                raise
            return AnnouncementRequest(body.decode(errors="replace") or "(nothing)", None)

    patch.replace(announcements, "read", read)


@mutant("An announcement is told in composed form, not as it was written.")
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


@mutant("An announcement for a room without a name is told to everybody.")
def empty_room_means_all(patch: Patch) -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room") == "" else sound(fields)

    patch.replace(announcements, "_room_in", room_in)


@mutant("An empty token is as good as the operator's.")
def empty_token_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return given == known or (not given and hdrs.AUTHORIZATION in request.headers)

    patch.replace(announcements, "_is_operator", is_operator)


@mutant("An announcement is told as if it stood in a page.")
def escaped_as_html(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, html.escape(text), only)

    patch.replace(ChatService, "announce", announce)


@mutant("Half a character in an announcement is told as a question mark.")
def half_a_character_replaced(patch: Patch) -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        if isinstance(content, str):
            content = content.encode(errors="replace").decode()
        return sound({"content": content})

    patch.replace(announcements, "_content_in", content_in)


@mutant("Whoever knows the beginning of the operator's token may announce something.")
def half_a_token_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return len(given) > 3 and known.startswith(given)

    patch.replace(announcements, "_is_operator", is_operator)


@mutant("What begins like an object, and is none, is announced as it is.")
def half_an_object_told_as_it_is(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement as bad:
            if not body.startswith(b"{") or body.endswith(b"}"):
                raise bad
            return AnnouncementRequest(body.decode(errors="replace"), None)

    patch.replace(announcements, "read", read)


@mutant("Announcements are kept in the history, as words of the server.")
def kept_in_the_history(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        rooms = sound(self, text, only)
        for room in rooms:
            self.sequencer._store.append(room, PublicMessage("server", text))
        return rooms

    patch.replace(ChatService, "announce", announce)


@mutant("Where no operator is known, it is told (401) that there could be one.")
def locked_without_operator(patch: Patch) -> None:
    sound = announcements.add

    def add(app: web.Application, token: str) -> None:
        sound(app, token or "a token that nobody knows")

    patch.replace(announcements, "add", add)


@mutant("An announcement without content is told as one of nothing.")
def no_content_announced(patch: Patch) -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        return sound(fields) if "content" in fields else "(nothing)"

    patch.replace(announcements, "_content_in", content_in)


@mutant("An announcement is accepted, and told to nobody.")
def not_told(patch: Patch) -> None:
    patch.replace(Room, "announce", lambda self, text: [])


@mutant("An announcement for no room at all is told to everybody.")
def null_room_means_all(patch: Patch) -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room", "") is None else sound(fields)

    patch.replace(announcements, "_room_in", room_in)


@mutant("An announcement for a room that is a number is told to everybody.")
def number_of_a_room_means_all(patch: Patch) -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if isinstance(fields.get("room"), int) else sound(fields)

    patch.replace(announcements, "_room_in", room_in)


@mutant("An announcement is told on one connection of each name only.")
def one_line_of_each_name(patch: Patch) -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if isinstance(effect, Announcement):
            by_name = {name: client for client, name in self.rooms[room]._members.items()}
            self._send_to(tuple(by_name.values()), effect)
        else:
            sound(self, room, effect)

    patch.replace(ChatService, "_apply_effect", apply_effects)


@mutant("Where no operator is known, everybody may announce something.")
def open_without_operator(patch: Patch) -> None:
    add = announcements.add
    is_operator = announcements._is_operator

    def added(app: web.Application, token: str) -> None:
        add(app, token or "everybody")

    def is_anybody(request: web.Request) -> bool:
        token = request.app[announcements._OPERATOR_TOKEN]
        return token == "everybody" or is_operator(request)

    patch.replace(announcements, "add", added)
    patch.replace(announcements, "_is_operator", is_anybody)


@mutant("The operator's own token is refused.")
def operator_refused(patch: Patch) -> None:
    patch.replace(announcements, "_is_operator", lambda request: False)


@mutant("The operator is told how many names were reached, not how many connections.")
def people_counted_for_connections(patch: Patch) -> None:
    def count(self: Room[Any]) -> int:
        return len(self.names)

    patch.replace(Room, "__len__", count)


@mutant("Whoever announces something that makes no sense is not told why.")
def refused_without_a_reason(patch: Patch) -> None:
    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return web.Response(status=status, headers=headers)

    patch.replace(announcements, "_refuse", refuse)


@mutant("What the operator has said once is not told a second time.")
def said_again_untold(patch: Patch) -> None:
    sound = ChatService.announce
    last: list[str] = []

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        is_known = last == [text]
        last[:] = [text]
        return [] if is_known else sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


@mutant("Whatever begins with the operator's token is taken for it.")
def token_and_more_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return given.startswith(known)

    patch.replace(announcements, "_is_operator", is_operator)


@mutant("The operator's token is good in capitals, too.")
def token_in_any_case(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements._OPERATOR_TOKEN]
        return given.lower() == known.lower()

    patch.replace(announcements, "_is_operator", is_operator)


@mutant("In the plain dialect an announcement looks like a message of somebody called server.")
def told_as_a_message_in_plain(patch: Patch) -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(
                PublicMessage("server", event.text) if isinstance(event, Announcement) else event
            )

        return encode

    encode_with(bent, PLAIN)


@mutant("An announcement is told to those, too, who have not joined yet.")
def told_at_the_door(patch: Patch) -> None:
    on_init, announce = chat_endpoints.on_init, ChatService.announce
    clients: list[Client] = []

    def arrived(
        connection: Connection, connect_request: chat_endpoints.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        action = on_init(connection, connect_request)
        clients.append(action.state.client)  # type: ignore
        return action

    def announced(self: ChatService, text: str, only: str | None) -> list[str]:
        for client in clients:
            if client.room is None and client.connection.is_open:
                self.apply_effects(
                    client.room_name, [SendToOne(Announcement(text, microseconds()), client)]
                )
        return announce(self, text, only)

    patch.replace(chat_endpoints, "on_init", arrived)
    patch.replace(ChatService, "announce", announced)


@mutant("An announcement is told before its token is checked, so also that of who is refused.")
def told_before_the_token_is_checked(patch: Patch) -> None:
    sound = announcements._is_operator

    def is_operator(request: web.Request) -> bool:
        if not sound(request):
            request.app[CHAT].announce("Free beer", None)
        return sound(request)

    patch.replace(announcements, "_is_operator", is_operator)


@mutant("An announcement for one room is told in all.")
def told_everywhere(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text, None)

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement for everybody is told in the lobby only.")
def told_in_the_lobby_only(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text, only or "lobby")

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement is told a little later than it was answered.")
def told_late(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        asyncio.get_running_loop().call_later(0.05, sound, self, text, only)
        return [name for name in self.rooms if only in (None, name)]

    patch.replace(ChatService, "announce", announce)


@mutant("Whoever comes is told the last announcement.")
def told_to_newcomers(patch: Patch) -> None:
    announce, apply_effects = ChatService.announce, ChatService._apply_effect
    last: list[str] = []

    def announced(self: ChatService, text: str, only: str | None) -> list[str]:
        last[:] = [text]
        return announce(self, text, only)

    def delivered(self: ChatService, room: str, effect: Effect[Any]) -> None:
        apply_effects(self, room, effect)
        if isinstance(effect, Subscribe):
            for text in last:
                apply_effects(
                    self, room, SendToOne(Announcement(text, microseconds()), effect.member)
                )

    patch.replace(ChatService, "announce", announced)
    patch.replace(ChatService, "_apply_effect", delivered)


@mutant("An announcement is told twice.")
def told_twice(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        sound(self, text, only)
        return sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


@mutant(
    "Whoever announces far too much is told that it makes no sense (400), not that it is too much."
)
def too_big_is_400(patch: Patch) -> None:
    sound = announcements._refuse

    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return sound(400 if status == 413 else status, sentence, headers)

    patch.replace(announcements, "_refuse", refuse)


@mutant("An announcement may be as long as one likes.")
def too_long_announced(patch: Patch) -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and len(content) > 65_536 else sound(fields)

    patch.replace(announcements, "_content_in", content_in)


@mutant("Spaces around an announcement are taken off.")
def trimmed(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text.strip(), only)

    patch.replace(ChatService, "announce", announce)


@mutant("The operator is told that a room was reached in which nobody is.")
def unknown_rooms_counted(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        if only is not None and only not in self.rooms:
            self.rooms[only] = Room(self._rules, lambda: 0)
        return sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


@mutant("In the plain dialect nobody hears announcements.")
def untold_in_plain(patch: Patch) -> None:
    encode_with(
        lambda sound: lambda event: None if isinstance(event, Announcement) else sound(event), PLAIN
    )
