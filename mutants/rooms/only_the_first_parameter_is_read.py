"""Only the first parameter of an address is read."""

from server import reception


def bend() -> None:
    sound = reception.query_of
    reception.query_of = lambda request: dict(list(sound(request).items())[-1:])
