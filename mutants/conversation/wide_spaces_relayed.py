"""A message of wide spaces is taken for words."""

from server import room


def bend() -> None:
    sound = room.refuse
    room.refuse = lambda text: None if text.strip(" \t\r\n") else sound(text)
