"""In the history messages bear other ids than they bore when they were heard."""

from dataclasses import replace

from mutants.settling import change_recalled


def bend() -> None:
    change_recalled(
        lambda _query, past: replace(
            past, messages=tuple(replace(one, sequence=one.sequence - 1) for one in past.messages)
        )
    )
