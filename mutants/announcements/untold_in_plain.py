"""In the plain dialect nobody hears announcements."""

from mutants.encoding import encode_with
from server.dialects.plain import PLAIN
from server.events import Announced


def bend() -> None:
    encode_with(
        lambda sound: lambda event: None if isinstance(event, Announced) else sound(event), PLAIN
    )
