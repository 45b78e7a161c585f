"""Faulty servers that ``features/presence/several_connections_listed.feature`` must catch."""

from dataclasses import replace
from itertools import chain

from mutants.patch import Patch
from mutants.registry import mutant
from server.core.events import PresentUser
from server.store.presence import Presence, RoomPresence


def _list_with(patch: Patch, most: int) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(replace(p, connections=min(most, p.connections)) for p in sound(self, room))

    patch.replace(Presence, "here", here)


def _move_to_the_end(presence: Presence, room: str, name: str) -> None:
    present = presence.rooms.get(room, RoomPresence())
    connections = sum(one.connections for one in present if one.name == name)
    for _ in range(connections):
        present.leave(name)
    for _ in range(connections):
        present.enter(name)


@mutant("The user list shows at most two connections of a user.")
def two_connections_at_most(patch: Patch) -> None:
    _list_with(patch, 2)


@mutant("The user list shows at most nine connections of a user.")
def nine_connections_at_most(patch: Patch) -> None:
    _list_with(patch, 9)


@mutant("A connection that ends is not subtracted from its user's connections.")
def ended_connections_stay_counted(patch: Patch) -> None:
    sound = Presence.leave
    ended: dict[tuple[str, str], int] = {}
    listed = Presence.here

    def leave(self: Presence, room: str, name: str) -> int:
        count = sound(self, room, name)
        is_here = name in self.rooms.get(room, {})
        ended[room, name] = ended.get((room, name), 0) + 1 if is_here else 0
        return count

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(
            PresentUser(p.name, p.connections + ended.get((room, p.name), 0))
            for p in listed(self, room)
        )

    patch.replace(Presence, "leave", leave)
    patch.replace(Presence, "here", here)


@mutant("A user who leaves on one of two connections moves to the end of the user list.")
def moved_to_the_end_by_leaving_once(patch: Patch) -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        count = sound(self, room, name)
        _move_to_the_end(self, room, name)
        return count

    patch.replace(Presence, "leave", leave)


@mutant("A second connection moves its user to the end of the user list.")
def moved_to_the_end_by_a_second_connection(patch: Patch) -> None:
    sound = Presence.enter

    def enter(self: Presence, room: str, name: str) -> int:
        count = sound(self, room, name)
        _move_to_the_end(self, room, name)
        return count

    patch.replace(Presence, "enter", enter)


@mutant("The user list counts a user's connections in all rooms.")
def connections_of_all_rooms_counted(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        def everywhere(name: str) -> int:
            people = chain.from_iterable(self.rooms.values())
            return sum(one.connections for one in people if one.name == name)

        return tuple(PresentUser(p.name, everywhere(p.name)) for p in sound(self, room))

    patch.replace(Presence, "here", here)


@mutant("The number in a leave notice falls for each connection that ends.")
def number_falls_with_each_connection(patch: Patch) -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        count = sound(self, room, name)
        return count - 1 if name in self.rooms.get(room, {}) else count

    patch.replace(Presence, "leave", leave)
