"""Of what is written to the file at once, the first message is left out."""

from typing import Any

from server.store.sqlite_schema import Tables


def bend() -> None:
    sound = Tables.insert

    def insert(self: Tables, rows: list[Any]) -> None:
        sound(self, rows[1:])

    Tables.insert = insert  # type: ignore[method-assign]
