"""Several spaces in a name become one, as a page would show them."""

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: " ".join(sound(raw).split())
