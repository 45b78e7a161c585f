"""Faulty servers that ``features/names/unique_names.feature`` must catch."""

from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import Clock
from server.core.effects import CloseConnection, Effect, M, SendToOne
from server.core.events import Rejected, RejectionReason
from server.core.lookalikes import folded, look
from server.core.name_index import NameIndex
from server.core.room import Room
from server.core.rules import JoinOptions, Rules
from server.dialects.plain import PLAIN
from server.web import connect_request as connect_requests
from server.ws.close_codes import CloseCode


@mutant("A name that was used becomes free again only in its original spelling.")
def free_again_in_its_own_spelling(patch: Patch) -> None:
    is_taken, remove = NameIndex.is_taken, NameIndex.remove
    borne: dict[str, str] = {}

    def taken(self: NameIndex[Any], name: str) -> bool:
        is_foreign = borne.get(folded(name), name) != name
        return is_taken(self, name) or (self.taken is not None and is_foreign)

    def removed(self: NameIndex[M], member: M, name: str) -> None:
        borne[folded(name)] = name
        remove(self, member, name)

    patch.replace(NameIndex, "is_taken", taken)
    patch.replace(NameIndex, "remove", removed)


@mutant("A join that is rejected for a taken name frees the name for the next attempt.")
def freed_by_a_rejected_join(patch: Patch) -> None:
    sound = NameIndex.is_taken

    def is_taken(self: NameIndex[Any], name: str) -> bool:
        is_so = sound(self, name)
        if is_so and self.taken is not None:
            self.taken -= look(name)
        return is_so

    patch.replace(NameIndex, "is_taken", is_taken)


@mutant("A user who leaves one room loses their name in all rooms.")
def freed_in_all_rooms(patch: Patch) -> None:
    init, sound = NameIndex.__init__, NameIndex.remove
    rooms: list[NameIndex[Any]] = []

    def begin(self: NameIndex[Any], are_unique: bool) -> None:
        init(self, are_unique)
        rooms.append(self)

    def remove(self: NameIndex[M], member: M, name: str) -> None:
        sound(self, member, name)
        for room in rooms:
            if room.taken is not None:
                room.taken -= look(name)

    patch.replace(NameIndex, "__init__", begin)
    patch.replace(NameIndex, "remove", remove)


@mutant("The name of a user whose connection was lost stays taken.")
def lost_connections_keep_the_name(patch: Patch) -> None:
    leave, is_taken = ChatService.leave, ChatService.is_taken
    lost: set[tuple[str, str]] = set()

    def left(self: ChatService, client: Client) -> None:
        if client.connection.close_code == CloseCode.ABNORMAL:
            lost.add((client.room_name, client.name))
        leave(self, client)

    def taken(self: ChatService, room: str, name: str) -> bool:
        return is_taken(self, room, name) or (self.rules.unique_names and (room, name) in lost)

    patch.replace(ChatService, "leave", left)
    patch.replace(ChatService, "is_taken", taken)


@mutant("A user who joins under a taken name disconnects the user who had it.")
def new_user_takes_the_name(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        alike = folded(join_options.name)
        before = [one for one, name in self.members.items() if folded(name) == alike]
        unique = self.rules.unique_names
        return [
            *sound(self, member, join_options),
            *(CloseConnection(one, 1008) for one in before if unique),
        ]

    patch.replace(Room, "is_taken", lambda self, *names: False)
    patch.replace(Room, "join", join)


@mutant("A name counts as taken only if its user speaks the plain dialect.")
def taken_by_plain_users_only(patch: Patch) -> None:
    sound = Room.is_taken

    def is_taken(self: Room[Any], name: str) -> bool:
        alike = [one for one, its in self.members.items() if folded(its) == folded(name)]
        return sound(self, name) and any(one.dialect is PLAIN for one in alike)

    patch.replace(Room, "is_taken", is_taken)


@mutant("A name that was used once is never free again.")
def taken_for_ever(patch: Patch) -> None:
    leave, is_taken = Room.leave, Room.is_taken
    borne: set[str] = set()

    def left(self: Room[Any], member: Any) -> list[Effect[Any]]:
        borne.add(self.members.get(member, ""))
        return leave(self, member)

    def taken(self: Room[Any], name: str) -> bool:
        return is_taken(self, name) or (self.rules.unique_names and name in borne)

    patch.replace(Room, "leave", left)
    patch.replace(Room, "is_taken", taken)


@mutant("A name that is used in one room is taken in all rooms.")
def taken_in_all_rooms(patch: Patch) -> None:
    rooms: list[Room[Any]] = []
    init, sound = Room.__init__, Room.is_taken

    def begin(self: Room[Any], rules: Rules, clock: Clock) -> None:
        init(self, rules, clock)
        rooms.append(self)

    def is_taken(self: Room[Any], name: str) -> bool:
        return any(sound(room, name) for room in rooms)

    patch.replace(Room, "__init__", begin)
    patch.replace(Room, "is_taken", is_taken)
    patch.replace(
        ChatService, "is_taken", lambda self, room, name: any(sound(each, name) for each in rooms)
    )


@mutant("A join with a taken name closes the connection, so the user cannot try another.")
def taken_name_ends_the_connection(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        match effects:
            case [SendToOne(Rejected(RejectionReason.NAME_TAKEN), _)]:
                return [*effects, CloseConnection(member, 1008)]
        return effects

    patch.replace(Room, "join", join)


@mutant("Two users may have the same name, although names must be unique.")
def taken_names_allowed(patch: Patch) -> None:
    patch.replace(Room, "is_taken", lambda self, *names: False)


@mutant("A taken name is rejected in a join message, but not at the handshake.")
def taken_names_connect(patch: Patch) -> None:
    enter, is_taken = ChatService.enter, Room.is_taken

    def entered(self: ChatService, client: Client, name: str) -> None:
        Room.is_taken = lambda self, *names: False  # type: ignore[method-assign]
        try:
            enter(self, client, name)
        finally:
            Room.is_taken = is_taken  # type: ignore[method-assign]

    patch.replace(ChatService, "is_taken", lambda self, *names: False)
    patch.replace(ChatService, "enter", entered)


@mutant("A taken name is rejected at the handshake, but not in a join message.")
def taken_names_join_by_message(patch: Patch) -> None:
    join, is_taken = Room.join, Room.is_taken

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        Room.is_taken = lambda self, *names: False  # type: ignore[method-assign]
        try:
            return join(self, member, join_options)
        finally:
            Room.is_taken = is_taken  # type: ignore[method-assign]

    patch.replace(Room, "join", joined)


@mutant("A handshake with a taken name is rejected with 400 instead of 409.")
def taken_reported_as_400(patch: Patch) -> None:
    sound = connect_requests.expect_room_for

    def expect_room_for(request: web.Request, room: str, name: str) -> None:
        try:
            sound(request, room, name)
        except web.HTTPConflict as taken:
            raise web.HTTPBadRequest(text=taken.text) from None

    patch.replace(connect_requests, "expect_room_for", expect_room_for)


@mutant("A name stays taken after its user leaves if another user was rejected for it.")
def rejected_users_keep_the_name(patch: Patch) -> None:
    sound = NameIndex.is_taken

    def is_taken(self: NameIndex[Any], name: str) -> bool:
        asked: set[str] = asked_of.setdefault(id(self), set())
        is_so = sound(self, name) or (self.taken is not None and folded(name) in asked)
        if is_so:
            asked.add(folded(name))
        return is_so

    asked_of: dict[int, set[str]] = {}
    patch.replace(NameIndex, "is_taken", is_taken)
