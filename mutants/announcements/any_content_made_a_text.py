"""A content that is no text is announced as one."""

from collections.abc import Mapping

from server.web import announcements


def bend() -> None:
    sound = announcements._content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content", "")
        return sound({"content": content if isinstance(content, str) else f"{content}"})

    announcements._content_in = content_in
