"""A name that is told by a word may have no emoji."""

from server.chat import service
from server.core.names import user_name


def bend() -> None:

    def basic(raw: str) -> str:
        return user_name("".join("?" if character > "\uffff" else character for character in raw))

    service.user_name = basic  # type: ignore[attr-defined]
