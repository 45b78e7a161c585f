"""A name that is told by a word loses its backslashes."""

from server import chat
from server.core.names import user_name


def bend() -> None:
    chat.user_name = lambda raw: user_name(raw.replace("\\", ""))  # type: ignore[attr-defined]
