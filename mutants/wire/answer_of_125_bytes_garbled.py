"""A frame of exactly 125 bytes goes out with its length in the long form."""

from mutants.framing import frame_all_with
from server.ws import frames


def bend() -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        if len(payload) == 125:
            return bytes((0x80 | opcode, 126)) + payload
        return sound(opcode, payload)

    frame_all_with(frame)
