"""Whoever joins may bear any name, however misleading."""

from server import chat


def bend() -> None:
    chat.user_name = lambda raw: raw  # type: ignore[attr-defined]
