"""A pong does not bear the payload of its ping."""

from server.ws import frames


def bend() -> None:
    sound = frames.frame
    frames.frame = lambda opcode, payload: sound(opcode, b"" if opcode == frames.PONG else payload)
