"""Whoever goes too fast is shown out at the first refusal."""

from server.rates import Refusals


def bend() -> None:
    Refusals.refuse = lambda self, now: True  # type: ignore[method-assign]
