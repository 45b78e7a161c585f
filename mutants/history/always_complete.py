"""The history is always said to be complete, whatever is lost."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(lambda _query, past: replace(past, is_complete=True))
