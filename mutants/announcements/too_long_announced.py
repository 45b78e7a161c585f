"""An announcement may be as long as one likes."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and len(content) > 65_536 else sound(fields)

    announcements._content_in = content_in
