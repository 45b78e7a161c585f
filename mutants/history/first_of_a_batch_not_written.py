"""Of what is written to the file at once, the first message is left out."""

from typing import Any

from server.store.sqlite_schema import HistoryTables


def bend() -> None:
    sound = HistoryTables.insert

    def insert(self: HistoryTables, rows: list[Any]) -> None:
        sound(self, rows[1:])

    HistoryTables.insert = insert  # type: ignore[method-assign]
