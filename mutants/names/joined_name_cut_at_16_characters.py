"""A name that is told by a word is cut after sixteen characters."""

from server.chat import service
from server.core.names import user_name


def bend() -> None:

    service.user_name = lambda raw: user_name(raw)[:16]  # type: ignore[attr-defined]
