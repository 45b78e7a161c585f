"""A name that is told by a word loses its backslashes."""

from server.chat import service
from server.core.names import user_name


def bend() -> None:
    service.user_name = lambda raw: user_name(raw.replace("\\", ""))  # type: ignore[attr-defined]
