"""The first place at which two sequences of messages differ, in words."""

from collections.abc import Sequence
from itertools import zip_longest

from alicebob.model.shown_text import shorten

_LISTED = 5  # texts of a sequence that is short enough to be shown whole


def first_difference(expected: Sequence[str], actual: Sequence[str]) -> tuple[str, str]:
    """Return words for both sequences: all texts of short ones; of long ones the number of texts,
    and the first that differs."""
    if max(len(expected), len(actual)) <= _LISTED:
        return _whole(expected), _whole(actual)
    pairs = enumerate(zip_longest(expected, actual), 1)
    differs = ((number, a, b) for number, (a, b) in pairs if a != b)
    number, wanted, came = next(differs, (0, None, None))
    return _at(number, expected, wanted), _at(number, actual, came)


def _whole(texts: Sequence[str]) -> str:
    return ", then ".join(map(shorten, texts)) or "no messages"


def _at(number: int, texts: Sequence[str], text: str | None) -> str:
    count = f"{len(texts):,} message{'' if len(texts) == 1 else 's'}"
    if not number:
        return count
    return f"{count}; as number {number:,}: {'none' if text is None else shorten(text)}"
