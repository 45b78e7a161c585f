"""What a file holds is told in every room."""

from server.store import sqlite_schema


def bend() -> None:
    sqlite_schema._NEWEST = sqlite_schema._NEWEST.replace("room = ?", "room >= substr(?, 1, 0)")
