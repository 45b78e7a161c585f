"""An announcement for a room that cannot be is told to everybody."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        name = fields.get("room")
        return None if isinstance(name, str) and " " in name else sound(fields)

    announcements._room_in = room_in
