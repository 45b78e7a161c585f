"""What is no JSON is announced as it is."""

from server.web import announcements
from server.web.announcements import Announcement, BadAnnouncement


def bend() -> None:
    sound = announcements.read

    def read(body: bytes) -> Announcement:
        try:
            return sound(body)
        except BadAnnouncement:
            if body.startswith(b"{"):
                raise
            return Announcement(body.decode(errors="replace") or "(nothing)", None)

    announcements.read = read
