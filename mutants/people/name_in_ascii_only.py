"""Letters beyond ASCII become question marks in names."""

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: sound(raw).encode("ascii", "replace").decode()
