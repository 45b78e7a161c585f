"""A frame of exactly 126 bytes goes out with its length in the short form."""

from mutants.framing import frame_all_with
from server.ws import frames


def bend() -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 126:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_all_with(frame)
