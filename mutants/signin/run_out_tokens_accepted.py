"""A token that has run out still proves a name."""

from dataclasses import replace

from server.auth import authenticate
from server.auth.authenticate import Identity


def bend() -> None:
    sound = authenticate.identity

    def identity(token: str, secret: str, now: float) -> Identity:
        return replace(sound(token, secret, 0.0), expires=None)

    authenticate.identity = identity
