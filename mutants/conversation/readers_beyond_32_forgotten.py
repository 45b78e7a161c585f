"""Only the first 32 readers of a room are sent anything."""

from server.ws.fan_out import Audience, Reader


def bend() -> None:
    sound = Audience.enter

    def enter(self: Audience, reader: Reader) -> None:
        if len(self) < 32:
            sound(self, reader)

    Audience.enter = enter  # type: ignore[method-assign]
