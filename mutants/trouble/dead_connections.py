"""Faulty servers that ``features/trouble/dead_connections.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_noticed, end_unnoticed
from server.ws.connection import Connection
from server.ws.frames import PONG
from server.ws.registry import ConnectionRegistry


@mutant("The server never pings, so idle connections are cut off.")
def never_pings(patch: Patch) -> None:
    def ping(self: Connection) -> None:
        self.last_pinged = self.now()

    patch.replace(Connection, "ping", ping)


@mutant("The server pings each connection only once.")
def pings_only_once(patch: Patch) -> None:
    sound = Connection.ping

    def ping(self: Connection) -> None:
        if self.last_pinged == self.opened_at:
            sound(self)

    patch.replace(Connection, "ping", ping)


@mutant("A pong does not count as a sign of life, so a user who only reads is cut off.")
def pongs_do_not_count(patch: Patch) -> None:
    sound = Connection.data_received

    def data_received(self: Connection, data: bytes) -> None:
        before = self.has_received
        sound(self, data)
        if data[0] & 0x0F == PONG:
            self.has_received = before

    patch.replace(Connection, "data_received", data_received)


@mutant("A silent connection is never closed.")
def silence_never_noticed(patch: Patch) -> None:
    sound = ConnectionRegistry.poll

    def look(self: ConnectionRegistry) -> None:
        self.idle_timeout = 0
        sound(self)

    patch.replace(ConnectionRegistry, "poll", look)


@mutant("A silent connection is cut off, but its user's leave is not announced.")
def silence_noticed_but_not_announced(patch: Patch) -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason == "no sign of life":
            end_unnoticed(self)
        sound(self, code, reason)

    patch.replace(Connection, "abort", abort)


@mutant("The leave of a silent user is announced, but their connection is not cut off.")
def silent_connection_kept_open(patch: Patch) -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason != "no sign of life":
            sound(self, code, reason)
        elif self.close_code is None:
            end_noticed(self, code, reason)

    patch.replace(Connection, "abort", abort)
