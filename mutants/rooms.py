"""Faulty servers that ``features/rooms/`` must catch."""

import re
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.notices import without_notices
from mutants.seams.publish import publish_again, publish_to
from server.chat.client import Client
from server.chat.service import ChatService
from server.core import names
from server.core.clock import microseconds
from server.core.effects import Effect
from server.core.events import PublicMessage, UserJoined, UserLeft
from server.core.room import Room
from server.core.rules import JoinOptions
from server.web import connect_request as connect_requests
from server.ws.close_codes import CloseCode


@mutant("An empty room name leads to the lobby instead of being rejected.")
def empty_room_is_the_lobby(patch: Patch) -> None:
    sound = names.room_name
    patch.replace(names, "room_name", lambda raw: sound(raw or names.DEFAULT_ROOM))


@mutant("Users who name no room join a different default room instead of the lobby.")
def lobby_apart(patch: Patch) -> None:
    patch.replace(names, "DEFAULT_ROOM", "default")


@mutant("A lost connection is announced in every room.")
def lost_connections_leak(patch: Patch) -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is not None and client.connection.close_code == CloseCode.ABNORMAL:
            for name in set(self.rooms) - {client.room_name}:
                left = UserLeft(client.name, microseconds(), len(self.rooms[name]))
                self.pubsub.publish(name, left)
        sound(self, client)

    patch.replace(ChatService, "leave", leave)


@mutant("A message is sent to every room.")
def messages_leak(patch: Patch) -> None:
    publish_to(
        lambda chat, room, event: chat.topics if isinstance(event, PublicMessage) else [room]
    )


@mutant("A message also reaches the other rooms a moment later.")
def messages_leak_late(patch: Patch) -> None:
    publish_again(
        lambda chat, room, event: (
            {*chat.topics} - {room} if isinstance(event, PublicMessage) else []
        ),
        0.05,
    )


@mutant("Joins and leaves are announced in every room.")
def notices_leak(patch: Patch) -> None:
    publish_to(
        lambda chat, room, event: (
            chat.topics if isinstance(event, UserJoined | UserLeft) else [room]
        )
    )


@mutant("A user who joins a second room under a known name is not announced there.")
def one_room_at_a_time(patch: Patch) -> None:
    sound = Room.join
    known: dict[str, str] = {}

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        before = known.get(join_options.name, member.room_name)
        known[join_options.name] = member.room_name
        effects = sound(self, member, join_options)
        return effects if before == member.room_name else without_notices(effects)

    patch.replace(Room, "join", join)


@mutant("Only the first query parameter of a URL is read.")
def only_the_first_parameter_is_read(patch: Patch) -> None:
    sound = connect_requests.query_of
    patch.replace(
        connect_requests, "query_of", lambda request: dict(list(sound(request).items())[-1:])
    )


@mutant("Every room name is accepted.")
def room_names_unchecked(patch: Patch) -> None:
    patch.replace(names, "room_name", lambda raw: raw)


@mutant("Room names may be of any length and use letters of every script.")
def room_names_without_limit(patch: Patch) -> None:
    patch.replace(names, "ROOM", re.compile(r"[\w.-]+"))


@mutant("An event also reaches every room whose name begins with the name of its own room.")
def rooms_found_by_their_beginning(patch: Patch) -> None:
    publish_to(lambda chat, room, _event: (name for name in chat.topics if name.startswith(room)))


@mutant("Rooms whose names differ only in case are the same room.")
def rooms_ignore_case(patch: Patch) -> None:
    sound = names.room_name
    patch.replace(names, "room_name", lambda raw: sound(raw).lower())
