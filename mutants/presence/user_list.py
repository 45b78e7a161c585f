"""Faulty servers that ``features/presence/user_list.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.handlers import replace_handlers
from mutants.seams.sequencing import change_committed
from server.core.effects import Effect, SendToOne
from server.core.events import PresentUser, UserList
from server.core.names import ANONYMOUS
from server.core.room import Room
from server.core.rules import JoinOptions
from server.store.presence import Presence, RoomPresence
from server.web import chat_endpoints
from server.web import connect_request as connect_requests
from server.ws.connection import Connection
from server.ws.handler import Action


@mutant("The user count in a join notice does not include the joining user.")
def arrived_not_yet_counted(patch: Patch) -> None:
    sound = Presence.enter

    def enter(self: Presence, room: str, name: str) -> int:
        before = len(self.rooms.get(room, {}))
        sound(self, room, name)
        return before

    patch.replace(Presence, "enter", enter)


@mutant("A user who requests the user list is on it twice.")
def asker_listed_twice(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList(people), client):
                asker = [one for one in people if one.name == client.name]
                return SendToOne(UserList((*people, *asker)), client)
        return effect

    change_committed(change)


@mutant("A user who requests the user list is missing from it.")
def asker_not_listed(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList(people), client):
                others = tuple(one for one in people if one.name != client.name)
                return SendToOne(UserList(others), client)
        return effect

    change_committed(change)


@mutant("A returning user takes their old position on the user list.")
def back_in_the_old_position(patch: Patch) -> None:
    enter, here = Presence.enter, Presence.here
    came: dict[tuple[str, str], int] = {}

    def entered(self: Presence, room: str, name: str) -> int:
        came.setdefault((room, name), len(came))
        return enter(self, room, name)

    def listed(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(sorted(here(self, room), key=lambda one: came[room, one.name]))

    patch.replace(Presence, "enter", entered)
    patch.replace(Presence, "here", listed)


@mutant("The user count includes the users of all rooms.")
def counted_over_all_rooms(patch: Patch) -> None:
    enter, leave = Presence.enter, Presence.leave

    def everybody(self: Presence) -> int:
        return sum(map(len, self.rooms.values()))

    def entered(self: Presence, room: str, name: str) -> int:
        enter(self, room, name)
        return everybody(self)

    def left(self: Presence, room: str, name: str) -> int:
        leave(self, room, name)
        return everybody(self)

    patch.replace(Presence, "enter", entered)
    patch.replace(Presence, "leave", left)


@mutant("The user count never exceeds twenty.")
def crowd_counted_to_twenty(patch: Patch) -> None:
    enter, leave = Presence.enter, Presence.leave

    def entered(self: Presence, room: str, name: str) -> int:
        return min(20, enter(self, room, name))

    def left(self: Presence, room: str, name: str) -> int:
        return min(20, leave(self, room, name))

    patch.replace(Presence, "enter", entered)
    patch.replace(Presence, "leave", left)


@mutant("A user with two connections disappears from the user list when one of them closes.")
def gone_with_the_first_connection(patch: Patch) -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        while name in self.rooms.get(room, {}):
            sound(self, room, name)
        return len(self.rooms.get(room, {}))

    patch.replace(Presence, "leave", leave)


@mutant("Users without a name are missing from the user list.")
def nameless_users_not_listed(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(one for one in sound(self, room) if one.name != ANONYMOUS)

    patch.replace(Presence, "here", here)


@mutant("The user count in a leave notice still includes the user who left.")
def left_still_counted(patch: Patch) -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        before = len(self.rooms.get(room, {}))
        sound(self, room, name)
        return before

    patch.replace(Presence, "leave", leave)


@mutant("The user count in join and leave notices counts connections instead of users.")
def connections_counted_as_people(patch: Patch) -> None:
    enter, leave = Presence.enter, Presence.leave

    def connections(self: Presence, room: str) -> int:
        return sum(one.connections for one in self.rooms.get(room, ()))

    def entered(self: Presence, room: str, name: str) -> int:
        enter(self, room, name)
        return connections(self, room)

    def left(self: Presence, room: str, name: str) -> int:
        leave(self, room, name)
        return connections(self, room)

    patch.replace(Presence, "enter", entered)
    patch.replace(Presence, "leave", left)


@mutant("The user list shows one connection for every user, however many they have.")
def connections_not_counted(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(PresentUser(p.name, 1) for p in sound(self, room))

    patch.replace(Presence, "here", here)


@mutant("The user list that a joining user receives before their own join already contains them.")
def new_user_listed_before_they_are_in(patch: Patch) -> None:
    known: set[Any] = set()

    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList(people), client) if client not in known:
                known.add(client)
                if all(one.name != client.room.members[client] for one in people):
                    people = (*people, PresentUser(client.room.members[client], 1))
                return SendToOne(UserList(people), client)
        return effect

    change_committed(change)


@mutant("A user with two connections is on the user list twice.")
def one_entry_for_each_connection(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(
            PresentUser(p.name, 1) for p in sound(self, room) for _ in range(p.connections)
        )

    patch.replace(Presence, "here", here)


@mutant("The user list contains the users of all rooms.")
def people_of_all_rooms(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(one for name in {room: None, **self.rooms} for one in sound(self, name))

    patch.replace(Presence, "here", here)


@mutant("The user list is sorted by name instead of by order of joining.")
def sorted_by_name(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(sorted(sound(self, room), key=lambda one: one.name))

    patch.replace(Presence, "here", here)


@mutant("A connection that has not joined yet is on the user list as a user without a name.")
def connections_before_joining_listed(patch: Patch) -> None:
    on_init, join, here = chat_endpoints.on_init, Room.join, Presence.here
    waiting: set[Connection] = set()

    def arrived(
        connection: Connection, connect_request: connect_requests.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        if connect_request.name is None:
            waiting.add(connection)
        return on_init(connection, connect_request)

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        waiting.discard(member.connection)
        return join(self, member, join_options)

    def listed(self: Presence, room: str) -> tuple[PresentUser, ...]:
        outside = [one for one in waiting if one.is_open]
        return (*here(self, room), *(PresentUser(ANONYMOUS, len(outside)) for _ in outside[:1]))

    replace_handlers(patch, on_init=arrived)
    patch.replace(Room, "join", joined)
    patch.replace(Presence, "here", listed)


@mutant("Users who left stay on the user list.")
def those_who_left_stay_listed(patch: Patch) -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        count = sound(self, room, name)
        if name not in self.rooms.setdefault(room, RoomPresence()):
            self.enter(room, name)
        return count

    patch.replace(Presence, "leave", leave)
