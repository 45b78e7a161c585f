"""The chat's frames go out as binary ones."""

from mutants.framing import frame_all_with
from server.ws import frames


def bend() -> None:
    sound = frames.frame

    def frame(opcode: int, payload: bytes) -> bytes:
        return sound(frames.BINARY if opcode == frames.TEXT else opcode, payload)

    frame_all_with(frame)
