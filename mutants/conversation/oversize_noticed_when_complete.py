"""A frame that is too big is refused only when all of it is there."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, Incoming


def bend() -> None:
    limit, take = FrameReader._check_size, FrameReader._take

    def check_size(self: FrameReader, size: int) -> None:
        """Not yet."""

    def checked(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if opcode < CLOSE:
            limit(self, len(payload))
        take(self, opcode, final, payload, incoming)

    FrameReader._check_size = check_size  # type: ignore[method-assign]
    FrameReader._take = checked  # type: ignore[method-assign]
