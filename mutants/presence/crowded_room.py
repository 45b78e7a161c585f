"""Faulty servers that ``features/presence/crowded_room.feature`` must catch."""

from collections.abc import Collection
from dataclasses import replace
from itertools import accumulate

from mutants.patch import Patch
from mutants.registry import mutant
from server.core.events import PresentUser
from server.store.presence import Presence

_FRAME = 65_535  # bytes that the short forms of a frame's length can tell
_USER = 32  # bytes of a user on the list, besides the name


def _list_at_most(patch: Patch, most: int) -> None:
    sound = Presence.here
    patch.replace(Presence, "here", lambda self, room: tuple(sound(self, room))[:most])


def _count_at_most(patch: Patch, most: int) -> None:
    enter, leave = Presence.enter, Presence.leave
    patch.replace(Presence, "enter", lambda self, room, name: min(most, enter(self, room, name)))
    patch.replace(Presence, "leave", lambda self, room, name: min(most, leave(self, room, name)))


@mutant("The user list ends after 64 users.")
def list_of_64_at_most(patch: Patch) -> None:
    _list_at_most(patch, 64)


@mutant("The user list ends after 128 users.")
def list_of_128_at_most(patch: Patch) -> None:
    _list_at_most(patch, 128)


@mutant("The user list ends after 255 users.")
def list_of_255_at_most(patch: Patch) -> None:
    _list_at_most(patch, 255)


@mutant("The user count never exceeds a hundred.")
def crowd_counted_to_a_hundred(patch: Patch) -> None:
    _count_at_most(patch, 100)


@mutant("The user count never exceeds 128.")
def crowd_counted_to_128(patch: Patch) -> None:
    _count_at_most(patch, 128)


@mutant("The user count never exceeds 255.")
def crowd_counted_to_255(patch: Patch) -> None:
    _count_at_most(patch, 255)


@mutant("The user list leaves out the users that would make it longer than 64 KiB.")
def list_of_64_kilobytes_at_most(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        people = sound(self, room)
        sizes = accumulate(len(one.name.encode()) + _USER for one in people)
        return tuple(one for one, size in zip(people, sizes, strict=True) if size <= _FRAME)

    patch.replace(Presence, "here", here)


@mutant("The user list cuts names after 32 characters.")
def names_cut_in_the_list(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(replace(one, name=one.name[:32]) for one in sound(self, room))

    patch.replace(Presence, "here", here)


@mutant("In a room of more than a hundred users, the user list is sorted by name.")
def crowds_sorted_by_name(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> Collection[PresentUser]:
        people = sound(self, room)
        if len(people) <= 100:
            return people
        return tuple(sorted(people, key=lambda one: one.name))

    patch.replace(Presence, "here", here)
