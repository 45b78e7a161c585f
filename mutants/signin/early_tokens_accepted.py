"""A token proves a name before it is good."""

from server.auth import authenticate


def bend() -> None:
    sound = authenticate._time
    authenticate._time = lambda claims, claim: None if claim == "nbf" else sound(claims, claim)
