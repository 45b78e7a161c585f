"""Only the first fourteen readers of a room hear what is said."""

from mutants.saying import tell_only


def bend() -> None:
    tell_only(lambda _speaker, people: people[:14])
