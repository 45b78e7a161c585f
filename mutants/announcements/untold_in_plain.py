"""In the plain dialect nobody hears announcements."""

from mutants.encoding import encode_with
from server.core.events import Announcement
from server.dialects.plain import PLAIN


def bend() -> None:
    encode_with(
        lambda sound: lambda event: None if isinstance(event, Announcement) else sound(event), PLAIN
    )
