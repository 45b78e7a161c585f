"""A name that is told by a word is cut after sixteen characters."""

from server import chat
from server.core.names import user_name


def bend() -> None:

    chat.user_name = lambda raw: user_name(raw)[:16]  # type: ignore[attr-defined]
