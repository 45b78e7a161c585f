"""A token proves a name before it is good."""

from server import signin


def bend() -> None:
    sound = signin._time
    signin._time = lambda claims, claim: None if claim == "nbf" else sound(claims, claim)
