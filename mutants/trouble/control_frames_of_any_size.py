"""A ping may be as long as you like."""

from server.ws import frames


def bend() -> None:
    frames.MAX_CONTROL_PAYLOAD = 127
