"""A frame of exactly 65,536 bytes goes out with a length of 0."""

from mutants.framing import frame_all_with
from server.ws import frames


def bend() -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 65_536:
            return bytes((0x80 | opcode, 126, 0, 0)) + payload
        return sound(opcode, payload)

    frame_all_with(frame)
