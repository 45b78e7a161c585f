"""An announcement for no room at all is told to everybody."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room", "") is None else sound(fields)

    announcements._room_in = room_in
