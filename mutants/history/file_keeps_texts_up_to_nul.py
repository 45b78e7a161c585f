"""What is read back from the file ends where a text has a NUL."""

from server.store import sqlite_schema


def bend() -> None:
    sound = sqlite_schema._row
    sqlite_schema._row = lambda room, message: [
        value.partition("\0")[0] if isinstance(value, str) else value
        for value in sound(room, message)
    ]
