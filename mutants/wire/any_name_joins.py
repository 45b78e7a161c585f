"""Whoever joins may bear any name, however misleading."""

from server.chat import service


def bend() -> None:
    service.user_name = lambda raw: raw  # type: ignore[attr-defined]
