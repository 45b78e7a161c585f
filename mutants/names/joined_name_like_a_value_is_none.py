"""Whoever joins as null or 0 is refused, as if they had said no name."""

from server import chat
from server.core.names import BadName, user_name


def bend() -> None:
    def valued(raw: str) -> str:
        if raw.strip().lower() in ("null", "undefined", "0"):
            raise BadName("A name needs at least one character.")
        return user_name(raw)

    chat.user_name = valued  # type: ignore[attr-defined]
