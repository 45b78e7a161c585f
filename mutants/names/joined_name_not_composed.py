"""A name that is told by a word is kept as it was stored, not as it looks."""

from server.chat import service
from server.core.names import user_name


def bend() -> None:

    def as_stored(raw: str) -> str:
        user_name(raw)
        return raw.strip()

    service.user_name = as_stored  # type: ignore[attr-defined]
