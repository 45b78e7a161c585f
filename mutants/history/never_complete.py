"""The history is never said to be complete."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(lambda _query, past: replace(past, is_complete=False))
