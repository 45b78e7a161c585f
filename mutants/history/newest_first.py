"""The history is told with the newest message first."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(lambda _query, past: replace(past, messages=past.messages[::-1]))
