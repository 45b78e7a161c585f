"""A blank message is passed on."""

from server import room
from server.events import Refusal


def bend() -> None:
    sound = room.refuse
    room.refuse = lambda text: Refusal.TOO_LONG if sound(text) is Refusal.TOO_LONG else None
