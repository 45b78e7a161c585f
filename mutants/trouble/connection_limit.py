"""Faulty servers that ``features/trouble/connection_limit.feature`` must catch."""

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.notices import announce_join
from server.chat.service import CHAT
from server.web.pending_connection import PendingConnection
from server.web.pending_registry import PendingRegistry
from server.ws import handshake
from server.ws.registry import ConnectionRegistry
from server.ws.upgrade import CONNECTIONS


@mutant("The join of a user is announced before the connection limit rejects them.")
def join_announced_though_the_server_is_full(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> handshake.Handshake:
        answer = sound(request, protocols)
        if protocols and request.app[CONNECTIONS].is_full:  # the second check, before the answer
            announce_join(request.app[CHAT], request.query.get("user", ""))
        return answer

    patch.replace(handshake, "check", check)


@mutant("A new connection over the limit replaces the oldest connection.")
def new_connection_replaces_the_oldest(patch: Patch) -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        if len(self.connections) >= self.max_connections:
            next(iter(self)).close()
        return False

    patch.replace(ConnectionRegistry, "is_full", property(is_full))


@mutant("Closed connections count towards the connection limit forever.")
def closed_connections_count(patch: Patch) -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        return self.numbers >= self.max_connections

    patch.replace(ConnectionRegistry, "is_full", property(is_full))


@mutant("The connection limit is not enforced.")
def connections_unlimited(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "is_full", property(lambda _self: False))


@mutant("Connections that send nothing keep all others out.")
def silent_connections_keep_others_out(patch: Patch) -> None:
    sound = PendingRegistry.add

    def add(self: PendingRegistry, connection: PendingConnection) -> None:
        if len(self) < self.limits.most:
            sound(self, connection)
        else:
            connection.abort()

    patch.replace(PendingRegistry, "add", add)
