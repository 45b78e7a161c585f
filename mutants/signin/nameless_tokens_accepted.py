"""A token that names nobody lets its bearer in as a guest without a name."""

from collections.abc import Mapping

from server.auth import authenticate
from server.core.names import ANONYMOUS


def bend() -> None:
    sound = authenticate._name

    def name(claims: Mapping[str, object]) -> str:
        return sound({"sub": ANONYMOUS, **claims})

    authenticate._name = name
