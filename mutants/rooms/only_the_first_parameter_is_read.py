"""Only the first parameter of an address is read."""

from server import chat


def bend() -> None:
    sound = chat.query_of
    chat.query_of = lambda request: dict(list(sound(request).items())[-1:])
