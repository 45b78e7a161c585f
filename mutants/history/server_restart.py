"""Faulty servers that ``features/history/server_restart.feature`` must catch."""

from dataclasses import replace
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from server.store import factory, sqlite_schema
from server.store.base import Store
from server.store.memory import MemoryStore
from server.store.sqlite import SqliteStore
from server.store.sqlite_schema import HistoryTables


@mutant("After a crash the server no longer recognises repeated messages.")
def client_ids_forgotten_in_a_crash(patch: Patch) -> None:
    patch.replace(HistoryTables, "repeatable", lambda _self, _after: iter(()))


@mutant("Messages written to the file in one batch are read back in reverse order.")
def file_keeps_bursts_upside_down(patch: Patch) -> None:
    sound = HistoryTables.insert

    def insert(self: HistoryTables, rows: list[Any]) -> None:
        sequences = [message.sequence for _, message in rows]
        upside_down = zip(sequences, reversed(rows), strict=True)
        sound(self, [(room, replace(one, sequence=at)) for at, (room, one) in upside_down])

    patch.replace(HistoryTables, "insert", insert)


@mutant("Texts read back from the file end at their first NUL.")
def file_keeps_texts_up_to_nul(patch: Patch) -> None:
    sound = sqlite_schema.row_of
    patch.replace(
        sqlite_schema,
        "row_of",
        lambda room, message: [
            value.partition("\0")[0] if isinstance(value, str) else value
            for value in sound(room, message)
        ],
    )


@mutant("The history file returns its messages in every room.")
def file_knows_no_rooms(patch: Patch) -> None:
    patch.replace(
        sqlite_schema,
        "NEWEST",
        sqlite_schema.NEWEST.replace("room = ?", "room >= substr(?, 1, 0)"),
    )


@mutant("Messages are kept in memory only, although a history file is configured.")
def file_not_used(patch: Patch) -> None:
    def create_store(_history: str, limit: int, most_rooms: int, most_bytes: int) -> Store:
        return MemoryStore(limit, most_rooms, most_bytes=most_bytes)

    patch.replace(factory, "create_store", create_store)


@mutant("The first message of each batch is not written to the file.")
def first_of_a_batch_not_written(patch: Patch) -> None:
    sound = HistoryTables.insert

    def insert(self: HistoryTables, rows: list[Any]) -> None:
        sound(self, rows[1:])

    patch.replace(HistoryTables, "insert", insert)


_HOUR = 3_600_000_000  # microseconds


@mutant("After a crash new message ids are lower than earlier ones.")
def ids_begin_anew_after_a_crash(patch: Patch) -> None:
    sound = SqliteStore.__init__

    def init(self: SqliteStore, *rest: Any, **named: Any) -> None:
        sound(self, *rest, **named)
        if self.kept_rooms.rooms:
            self.last -= _HOUR
            clock = self.clock
            self.clock = lambda: clock() - _HOUR

    patch.replace(SqliteStore, "__init__", init)


@mutant("Messages are written to the file in batches of a hundred, so a crash loses the last.")
def written_in_parcels(patch: Patch) -> None:
    sound = SqliteStore.commit

    def commit(self: SqliteStore) -> None:
        if sum(map(len, self.staged.values())) >= 100:
            sound(self)

    patch.replace(SqliteStore, "commit", commit)


@mutant("Messages are written to the file only at shutdown, so a crash loses them.")
def written_only_at_the_end(patch: Patch) -> None:
    commit, close = SqliteStore.commit, SqliteStore.close

    def not_yet(self: SqliteStore) -> None:
        """Later will do."""

    def closed(self: SqliteStore) -> None:
        commit(self)
        close(self)

    patch.replace(SqliteStore, "commit", not_yet)
    patch.replace(SqliteStore, "close", closed)
