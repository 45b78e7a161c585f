"""Any room name will do."""

from server import names


def bend() -> None:
    names.room_name = lambda raw: raw
