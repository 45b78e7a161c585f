"""Whoever comes back is not told the first message that they missed."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(
        lambda query, past: replace(past, messages=past.messages[1:]) if query.after else past
    )
