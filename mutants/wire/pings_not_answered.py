"""A client's ping is not answered."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import PING, Incoming


def bend() -> None:
    sound = FrameReader._take

    def take(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode != PING:
            sound(self, opcode, final, payload, incoming)

    FrameReader._take = take  # type: ignore[method-assign]
