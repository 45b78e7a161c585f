"""A name longer than 32 characters is cut."""

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: sound(raw)[:32]
