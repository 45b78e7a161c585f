"""Has texts of the past told otherwise than they were said."""

from collections.abc import Callable
from dataclasses import replace

from mutants.seams.settling import change_recalled


def retell(change: Callable[[str], str]) -> None:
    """In every history stands what ``change`` makes of each text."""
    change_recalled(
        lambda _query, past: replace(
            past, messages=tuple(replace(one, text=change(one.text)) for one in past.messages)
        )
    )
