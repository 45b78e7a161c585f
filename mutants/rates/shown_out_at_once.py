"""Whoever goes too fast is shown out at the first refusal."""

from server.core.rate_limit import RejectionStreak


def bend() -> None:
    RejectionStreak.refuse = lambda self, now: True  # type: ignore[method-assign]
