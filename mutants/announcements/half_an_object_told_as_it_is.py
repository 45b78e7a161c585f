"""What begins like an object, and is none, is announced as it is."""

from server.web import announcements
from server.web.announcements import Announcement, BadAnnouncement


def bend() -> None:
    sound = announcements.read

    def read(body: bytes) -> Announcement:
        try:
            return sound(body)
        except BadAnnouncement as bad:
            if not body.startswith(b"{") or body.endswith(b"}"):
                raise bad
            return Announcement(body.decode(errors="replace"), None)

    announcements.read = read
