"""Faulty servers that ``features/trouble/dead_connections_in_dialects.feature`` must catch."""

from collections.abc import Callable
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_unnoticed
from mutants.seams.namesakes import others_of
from server.chat.client import Client
from server.core.effects import Effect
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.ws.connection import Connection

_SILENT = "no sign of life"  # the reason for which a dead connection is ended


def _abort_with(patch: Patch, abort: Callable[[Client], bool]) -> None:
    """End a dead connection only if ``abort(client)``, which may do more, returns True."""
    clients: dict[Connection, Client] = {}
    join, sound = Room.join, Connection.abort

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        clients[member.connection] = member
        return join(self, member, join_options)

    def aborted(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason != _SILENT or self not in clients or abort(clients[self]):
            sound(self, code, reason)

    patch.replace(Room, "join", joined)
    patch.replace(Connection, "abort", aborted)


def _kept_in(patch: Patch, dialect: Dialect) -> None:
    _abort_with(patch, lambda client: client.dialect is not dialect)


@mutant("A silent connection of the events dialect is never closed.")
def silence_in_events_never_noticed(patch: Patch) -> None:
    _kept_in(patch, EVENTS)


@mutant("A silent connection of the envelope dialect is never closed.")
def silence_in_envelope_never_noticed(patch: Patch) -> None:
    _kept_in(patch, ENVELOPE)


@mutant("Of several silent connections, only the first is announced as left.")
def second_silence_unannounced(patch: Patch) -> None:
    seen: list[Client] = []

    def abort(client: Client) -> bool:
        seen.append(client)
        if client is not seen[0]:
            end_unnoticed(client.connection)
        return True

    _abort_with(patch, abort)


@mutant("A silent connection is closed together with all others of its user.")
def silence_closes_other_connections(patch: Patch) -> None:
    def abort(client: Client) -> bool:
        for other in others_of(client):
            other.connection.close()
        return True

    _abort_with(patch, abort)


@mutant("Typing does not end when its connection is closed for its silence.")
def typing_survives_silence(patch: Patch) -> None:
    def abort(client: Client) -> bool:
        if client.room is not None:
            client.room.typing_until.pop(client, None)
        return True

    _abort_with(patch, abort)


def _never_pinged(patch: Patch, dialect: Dialect) -> None:
    clients: dict[Connection, Client] = {}
    join, sound = Room.join, Connection.ping

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        clients[member.connection] = member
        return join(self, member, join_options)

    def ping(self: Connection) -> None:
        client = clients.get(self)
        if client is not None and client.dialect is dialect:
            self.last_pinged = self.now()
        else:
            sound(self)

    patch.replace(Room, "join", joined)
    patch.replace(Connection, "ping", ping)


@mutant("The server never pings connections of the events dialect.")
def events_never_pinged(patch: Patch) -> None:
    _never_pinged(patch, EVENTS)


@mutant("The server never pings connections of the envelope dialect.")
def envelope_never_pinged(patch: Patch) -> None:
    _never_pinged(patch, ENVELOPE)
