"""Change the texts in the history."""

from collections.abc import Callable
from dataclasses import replace

from mutants.seams.settling import change_recalled


def retell(change: Callable[[str], str]) -> None:
    """Replace each text in every history by ``change(text)``."""
    change_recalled(
        lambda _query, history: replace(
            history,
            messages=tuple(replace(one, text=change(one.text)) for one in history.messages),
        )
    )
