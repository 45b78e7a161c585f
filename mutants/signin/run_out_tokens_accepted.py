"""A token that has run out still proves a name."""

from dataclasses import replace

from server import signin
from server.signin import Identity


def bend() -> None:
    sound = signin.identity

    def identity(token: str, secret: str, now: float) -> Identity:
        return replace(sound(token, secret, 0.0), expires=None)

    signin.identity = identity
