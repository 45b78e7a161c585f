"""Each fragment of a message is taken for a message of its own."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, CONTINUATION, Incoming


def bend() -> None:
    header, take = FrameReader._check_header, FrameReader._take

    def check_header(self: FrameReader, first: int, second: int) -> None:
        header(self, first | 0x01 if first & 0x0F == CONTINUATION else first, second)

    def whole(
        self: FrameReader, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        take(self, opcode or 0x01, final or opcode < CLOSE, payload, incoming)

    FrameReader._check_header = check_header  # type: ignore[method-assign]
    FrameReader._take = whole  # type: ignore[method-assign]
