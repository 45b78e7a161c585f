"""Faulty servers that ``features/announcements/announcements.feature`` must catch."""

import asyncio
import html
import unicodedata
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.delivery import Apply, deliver_with
from mutants.seams.encode import Encode, encode_with
from mutants.seams.handlers import replace_handlers
from server.chat.client import Client
from server.chat.delivery import Delivery
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne, Subscribe
from server.core.events import Announcement, Event, PublicMessage
from server.core.room import Room
from server.dialects.plain import PLAIN
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.ws.connection import Connection
from server.ws.handler import Action


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


@mutant("The text of an announcement is escaped for HTML.")
def escaped_as_html(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, html.escape(text), only)

    patch.replace(ChatService, "announce", announce)


@mutant("Announcements are stored in the history as messages from the server.")
def kept_in_the_history(patch: Patch) -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        rooms = sound(self, text, only)
        for room in rooms:
            self.sequencer.store.append(room, PublicMessage("server", text))
        return rooms

    patch.replace(ChatService, "announce", announce)


@mutant("An announcement is accepted but never sent.")
def not_sent(patch: Patch) -> None:
    patch.replace(Room, "announce", lambda self, text: [])


@mutant("An announcement reaches only one connection of each name.")
def one_connection_of_each_name(patch: Patch) -> None:
    def apply(chat: ChatService, room: str, effect: Effect[Any], sound: Apply) -> None:
        if isinstance(effect, Announcement):
            by_name = {name: client for client, name in chat.rooms[room].members.items()}
            chat.delivery.send_to(tuple(by_name.values()), effect)
        else:
            sound(room, effect)

    deliver_with(patch, apply)


@mutant("The answer to the operator counts names instead of connections.")
def people_counted_for_connections(patch: Patch) -> None:
    def count(self: Room[Any]) -> int:
        return len(self.names)

    patch.replace(Room, "__len__", count)


@mutant("An announcement with the same text as an earlier one is not sent.")
def repeated_announcement_dropped(patch: Patch) -> None:
    sound = ChatService.announce
    last: list[str] = []

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        is_known = last == [text]
        last[:] = [text]
        return [] if is_known else sound(self, text, only)

    patch.replace(ChatService, "announce", announce)


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
        asyncio.get_running_loop().call_later(0.5, sound, self, text, only)
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
