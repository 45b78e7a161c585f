"""The history is empty, whatever was said."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(lambda _query, past: replace(past, messages=()))
