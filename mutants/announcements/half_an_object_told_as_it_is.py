"""What begins like an object, and is none, is announced as it is."""

from server.web import announcements
from server.web.announcements import AnnouncementRequest, InvalidAnnouncement


def bend() -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement as bad:
            if not body.startswith(b"{") or body.endswith(b"}"):
                raise bad
            return AnnouncementRequest(body.decode(errors="replace"), None)

    announcements.read = read
