"""The length of a message is counted in bytes, so other scripts may say less."""

from server import room
from server.events import Refusal


def bend() -> None:
    sound = room.refuse

    def refuse(text: str) -> Refusal | None:
        return Refusal.TOO_LONG if len(text.encode()) > room.MAX_TEXT else sound(text)

    room.refuse = refuse
