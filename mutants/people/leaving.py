"""Faulty servers that ``features/people/leaving.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_unnoticed
from mutants.seams.notices import without_notices
from mutants.seams.publish import publish_again, publish_to
from mutants.seams.sequencing import CommitEffect, commit_with
from server.core.effects import Effect, Unsubscribe
from server.core.events import UserLeft
from server.core.room import Room
from server.store.base import Store
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


@mutant("The server never notices that a connection was reset.")
def leave_lost_on_reset(patch: Patch) -> None:
    sound = Connection.connection_lost

    def connection_lost(self: Connection, exc: BaseException | None) -> None:
        if exc is not None:
            end_unnoticed(self)
        sound(self, exc)

    patch.replace(Connection, "connection_lost", connection_lost)


@mutant("A leave is announced only if the connection was closed with a Close frame.")
def leave_announced_only_after_close(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        effects = sound(self, member)
        return without_notices(effects) if is_lost else effects

    patch.replace(Room, "leave", leave)


@mutant("The leave of a user whose connection ends in the middle of a frame is never announced.")
def leave_unannounced_in_mid_frame(patch: Patch) -> None:
    sound = Connection.connection_lost

    def connection_lost(self: Connection, exc: BaseException | None) -> None:
        if self.receive_queue.frame_reader.rest:
            end_unnoticed(self)
        sound(self, exc)

    patch.replace(Connection, "connection_lost", connection_lost)


@mutant("The leave of a user who disconnects without a Close frame is never announced.")
def leave_unannounced_on_hanging_up(patch: Patch) -> None:
    sound = Connection.eof_received

    def eof_received(self: Connection) -> bool:
        end_unnoticed(self)
        return sound(self)

    patch.replace(Connection, "eof_received", eof_received)


@mutant("Users are never told that somebody left.")
def leave_never_announced(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return without_notices(sound(self, member))

    patch.replace(Room, "leave", leave)


@mutant("A leave is announced under the name of the user who has been in the room longest.")
def leave_of_somebody_else(patch: Patch) -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if isinstance(committed, Unsubscribe) and member.room:
                committed.left.name = next(iter(member.room.members.values()))
            return committed

        return commit_effect

    commit_with(bent)


@mutant("The leave of the user who joined first is not announced.")
def leave_of_the_first_unannounced(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_first = member in list(self.members)[:1]
        effects = sound(self, member)
        return without_notices(effects) if is_first else effects

    patch.replace(Room, "leave", leave)


@mutant("A leave is announced only if the connection was lost, not if it was closed properly.")
def leave_announced_only_without_close(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        effects = sound(self, member)
        return effects if is_lost else without_notices(effects)

    patch.replace(Room, "leave", leave)


@mutant("Each leave is announced twice.")
def leave_announced_twice(patch: Patch) -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, UserLeft) else 1))


@mutant("A leave is not announced while another connection in the room has the same name.")
def leave_unannounced_for_a_namesake(patch: Patch) -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        name = self.members.get(member)
        effects = sound(self, member)
        return without_notices(effects) if name in self.members.values() else effects

    patch.replace(Room, "leave", leave)


@mutant("If several users leave at the same moment, only the first leave is announced.")
def leaves_at_once_announced_as_one(patch: Patch) -> None:
    sound = Room.leave
    last: dict[str, float] = {}

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        now, before = member.connection.now(), last.get(member.room_name, 0.0)
        last[member.room_name] = now
        effects = sound(self, member)
        return without_notices(effects) if now - before < 0.01 else effects

    patch.replace(Room, "leave", leave)


@mutant("A leave is announced once more a moment later, to the users then in the room.")
def leave_announced_again_late(patch: Patch) -> None:
    publish_again(lambda _all, room, event: [room] if isinstance(event, UserLeft) else [], 0.3)
