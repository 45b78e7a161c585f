"""Faulty servers that ``features/trouble/shutdown.feature`` must catch."""

import asyncio
from collections.abc import Callable

from mutants.patch import Patch
from mutants.registry import mutant
from server.cli import serve
from server.config.settings import Settings
from server.store.sqlite import SqliteStore
from server.ws import connection, registry
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.registry import ConnectionRegistry


@mutant("The last messages before a shutdown are lost from the history.")
def shutdown_forgets_the_last_texts(patch: Patch) -> None:
    sound = SqliteStore.close

    def close(self: SqliteStore) -> None:
        last = "SELECT place FROM messages ORDER BY place DESC LIMIT 200"
        self.tables.execute(f"DELETE FROM messages WHERE place IN ({last})")
        sound(self)

    patch.replace(SqliteStore, "close", close)


@mutant("The server ignores the signal to shut down.")
def shutdown_ignored(patch: Patch) -> None:
    sound = serve.stop_on_signal

    def stop_on_signal() -> asyncio.Event:
        sound()
        return asyncio.Event()

    patch.replace(serve, "stop_on_signal", stop_on_signal)


@mutant("At shutdown the server waits for each connection to end before it closes the next.")
def shutdown_one_connection_at_a_time(patch: Patch) -> None:
    sound = ConnectionRegistry.shut_down

    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for each in reversed(list(self)):
            each.close(CloseCode.GOING_AWAY, "the server is going away")
            while each in list(self):
                await asyncio.sleep(0.01)
        await sound(self)

    patch.replace(ConnectionRegistry, "shut_down", shut_down)


@mutant("The server waits forever at shutdown for a client that stopped reading.")
def shutdown_waits_for_the_stuck(patch: Patch) -> None:
    patch.replace(connection, "CLOSE_TIMEOUT", 3600.0)
    patch.replace(registry, "SHUTDOWN_TIMEOUT", 3600.0)
    patch.replace(serve, "SHUTDOWN_DEADLINE", 3600.0)


@mutant("At shutdown connections are closed with 1000, so clients do not reconnect.")
def shutdown_with_1000(patch: Patch) -> None:
    sound = Connection.close

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        sound(self, CloseCode.NORMAL if code == CloseCode.GOING_AWAY else code, reason)

    patch.replace(Connection, "close", close)


@mutant("The server exits with an error code after a regular shutdown.")
def shutdown_with_exit_code_1(patch: Patch) -> None:
    sound = serve.run

    def fail(settings: Settings, reread: Callable[[], Settings]) -> int:
        return sound(settings, reread) or 1

    patch.replace(serve, "run", fail)


@mutant("At shutdown connections are cut off without a Close frame.")
def shutdown_without_close(patch: Patch) -> None:
    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for each in self:
            each.abort()

    patch.replace(ConnectionRegistry, "shut_down", shut_down)


@mutant("New connections are accepted during shutdown.")
def connections_accepted_during_shutdown(patch: Patch) -> None:
    patch.override(
        ConnectionRegistry, "is_draining", property(lambda _self: False, lambda _self, _value: None)
    )
