"""What a file holds is told in every room."""

from server.brokers import tables


def bend() -> None:
    tables._NEWEST = tables._NEWEST.replace("room = ?", "room >= substr(?, 1, 0)")
