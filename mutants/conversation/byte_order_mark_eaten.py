"""A byte order mark at the beginning of a text is taken for a sign of its encoding."""

from server import frames


def bend() -> None:
    sound = frames._decode
    frames._decode = lambda payload: sound(payload).removeprefix("\ufeff")
