"""Bytes that are no UTF-8 are announced as question marks."""

from server.web import announcements
from server.web.announcements import AnnouncementRequest


def bend() -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        return sound(body.decode(errors="replace").encode())

    announcements.read = read
