"""An announcement without content is told as one of nothing."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        return sound(fields) if "content" in fields else "(nothing)"

    announcements._content_in = content_in
