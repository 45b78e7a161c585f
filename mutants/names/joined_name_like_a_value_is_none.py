"""Whoever joins as null or 0 is refused, as if they had said no name."""

from server.chat import service
from server.core.names import InvalidName, user_name


def bend() -> None:
    def valued(raw: str) -> str:
        if raw.strip().lower() in ("null", "undefined", "0"):
            raise InvalidName("A name needs at least one character.")
        return user_name(raw)

    service.user_name = valued  # type: ignore[attr-defined]
