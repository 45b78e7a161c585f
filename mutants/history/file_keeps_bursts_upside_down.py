"""What is written to the file at once is read back upside down."""

from dataclasses import replace
from typing import Any

from server.store.sqlite_schema import HistoryTables


def bend() -> None:
    sound = HistoryTables.insert

    def insert(self: HistoryTables, rows: list[Any]) -> None:
        sequences = [message.sequence for _, message in rows]
        upside_down = zip(sequences, reversed(rows), strict=True)
        sound(self, [(room, replace(one, sequence=at)) for at, (room, one) in upside_down])

    HistoryTables.insert = insert  # type: ignore[method-assign]
