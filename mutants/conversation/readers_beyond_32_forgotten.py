"""Only the first 32 readers of a room are sent anything."""

from server.ws.fan_out import FanOut, Reader


def bend() -> None:
    sound = FanOut.enter

    def enter(self: FanOut, reader: Reader) -> None:
        if len(self) < 32:
            sound(self, reader)

    FanOut.enter = enter  # type: ignore[method-assign]
