"""A token that runs out at a word runs out never."""

from collections.abc import Mapping

from server import signin


def bend() -> None:
    sound = signin._time

    def time(claims: Mapping[str, object], claim: str) -> float | None:
        return sound(claims, claim) if isinstance(claims.get(claim), int | float) else None

    signin._time = time
