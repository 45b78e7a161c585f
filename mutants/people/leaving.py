"""Faulty servers that ``features/people/leaving.feature`` must catch."""

from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_unnoticed
from mutants.seams.notices import without_notices
from server.core.effects import Effect
from server.core.room import Room
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
        if self.frame_reader.rest:
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
