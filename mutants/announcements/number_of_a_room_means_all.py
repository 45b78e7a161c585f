"""An announcement for a room that is a number is told to everybody."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if isinstance(fields.get("room"), int) else sound(fields)

    announcements._room_in = room_in
