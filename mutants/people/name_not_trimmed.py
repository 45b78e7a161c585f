"""Spaces around a name are kept."""

from server.core import names


def bend() -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        return raw if raw.strip() == name else name

    names.user_name = user_name
