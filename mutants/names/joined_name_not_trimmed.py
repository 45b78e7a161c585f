"""A name that is told by a word keeps the spaces around it."""

from server.chat import service
from server.core.names import user_name


def bend() -> None:

    def with_spaces(raw: str) -> str:
        return raw.replace(raw.strip(), user_name(raw))

    service.user_name = with_spaces  # type: ignore[attr-defined]
