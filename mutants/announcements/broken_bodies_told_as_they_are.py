"""What is no JSON is announced as it is."""

from server.web import announcements
from server.web.announcements import AnnouncementRequest, InvalidAnnouncement


def bend() -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement:
            if body.startswith(b"{"):
                raise
            return AnnouncementRequest(body.decode(errors="replace") or "(nothing)", None)

    announcements.read = read
