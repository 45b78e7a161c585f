"""Whoever goes too fast is shown out at the first refusal."""

from server.core.rate_limit import Refusals


def bend() -> None:
    Refusals.refuse = lambda self, now: True  # type: ignore[method-assign]
