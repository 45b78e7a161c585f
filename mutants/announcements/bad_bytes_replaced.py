"""Bytes that are no UTF-8 are announced as question marks."""

from server.web import announcements
from server.web.announcements import Announcement


def bend() -> None:
    sound = announcements.read

    def read(body: bytes) -> Announcement:
        return sound(body.decode(errors="replace").encode())

    announcements.read = read
