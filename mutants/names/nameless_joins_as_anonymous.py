"""Whoever joins by a word without a name is let in as a guest."""

from server.chat import service
from server.core.names import ANONYMOUS, user_name


def bend() -> None:
    service.user_name = (  # type: ignore[attr-defined]
        lambda raw: user_name(raw) if raw.strip() else ANONYMOUS
    )
