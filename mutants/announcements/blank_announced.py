"""A blank announcement is told."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and not content.strip() else sound(fields)

    announcements._content_in = content_in
