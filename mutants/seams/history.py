"""Change the texts in the history."""

from collections.abc import Callable
from dataclasses import replace

from mutants.seams.sequencing import change_history


def change_history_texts(change: Callable[[str], str]) -> None:
    """Replace each text in every history by ``change(text)``."""
    change_history(
        lambda _query, history: replace(
            history,
            messages=tuple(replace(one, text=change(one.text)) for one in history.messages),
        )
    )
