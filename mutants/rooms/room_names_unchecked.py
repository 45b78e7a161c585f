"""Any room name will do."""

from server.core import names


def bend() -> None:
    names.room_name = lambda raw: raw
