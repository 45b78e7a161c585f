"""Whoever is refused ten times in all is shown out, though they were heard in between."""

from server.core.rate_limit import RejectionStreak


def bend() -> None:
    RejectionStreak.let_through = lambda self: None  # type: ignore[method-assign]
