"""Half a character in an announcement is told as a question mark."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        if isinstance(content, str):
            content = content.encode(errors="replace").decode()
        return sound({"content": content})

    announcements._content_in = content_in
