"""Faulty servers that ``features/presence/user_list_changes.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.sequencing import CommitEffect, change_committed, commit_with, everybody
from server.core.effects import Effect, SendToOne, SendToSome, SendUserList, Subscribe, Unsubscribe
from server.core.events import PresentUser, UserList
from server.core.room import Room
from server.core.rules import JoinOptions
from server.store.base import Store
from server.store.presence import Presence
from server.ws.close_codes import CloseCode


@mutant("The user who has been in the room longest is missing from the user list.")
def first_one_missing(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(sound(self, room))[1:]

    patch.replace(Presence, "here", here)


@mutant("A joining user does not receive the user list.")
def list_missing_for_new_users(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [d for d in effects if not isinstance(d, SendUserList)]

    patch.replace(Room, "join", join)


@mutant("A requested user list is sent to the whole room.")
def list_sent_to_all(patch: Patch) -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList() as people, client):
                return SendToSome(people, everybody(client))
        return effect

    change_committed(change)


@mutant("A user whose connection is lost is announced as left but stays on the user list.")
def lost_connections_stay_listed(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case Unsubscribe(client, left) if (
                    client.connection.close_code == CloseCode.ABNORMAL
                ):
                    left.count = max(0, len(store.here(room)) - 1)
                    return effect
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)


@mutant("The user list is in reverse order of joining.")
def newest_first(patch: Patch) -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(sound(self, room))[::-1]

    patch.replace(Presence, "here", here)


@mutant("Only users of the events dialect are counted and listed.")
def other_dialects_not_counted(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case Subscribe(client, notice) | Unsubscribe(client, notice) if (
                    not client.dialect.is_extended
                ):
                    notice.count = len(store.here(room))
                    return effect
            return sound(store, room, member, effect)

        return commit_effect

    commit_with(bent)
