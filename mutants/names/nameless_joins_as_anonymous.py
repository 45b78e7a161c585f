"""Whoever joins by a word without a name is let in as a guest."""

from server import chat
from server.core.names import ANONYMOUS, user_name


def bend() -> None:
    chat.user_name = (  # type: ignore[attr-defined]
        lambda raw: user_name(raw) if raw.strip() else ANONYMOUS
    )
