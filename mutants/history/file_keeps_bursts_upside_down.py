"""What is written to the file at once is read back upside down."""

from dataclasses import replace
from typing import Any

from server.store.sqlite_schema import Tables


def bend() -> None:
    sound = Tables.insert

    def insert(self: Tables, rows: list[Any]) -> None:
        places = [message.place for _, message in rows]
        upside_down = zip(places, reversed(rows), strict=True)
        sound(self, [(room, replace(one, place=at)) for at, (room, one) in upside_down])

    Tables.insert = insert  # type: ignore[method-assign]
