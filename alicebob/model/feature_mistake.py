"""Mistakes in a feature or its tags, told in one sentence with the nearest known name."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")
_LISTED = 8  # known names that a sentence lists when none is near


class FeatureMistake(LookupError, AssertionError):
    """Raised for a step or a tag that asks for something that there is not, with the way out.

    It is an ``AssertionError``, because behave shows the text of those, and of all others a
    traceback.
    """


class SuiteMistake(FeatureMistake):
    """Raised when the suite itself goes wrong, which says nothing about the server: the run fails,
    and nothing is called broken."""


def look_up(known: Mapping[str, T], name: str, what: str) -> T:
    """Return the entry called ``name``; ``what`` says what the entries are.

    Raise ``FeatureMistake`` with the nearest name if there is none.
    """
    if name not in known:
        raise FeatureMistake(f'there is no {what} "{name}"{way_out(name, known)}')
    return known[name]


def way_out(name: str, known: Collection[str]) -> str:
    """Return the end of a sentence about an unknown ``name``: the nearest known one, or some."""
    near = get_close_matches(name, known, n=1)
    if near:
        return f'; did you mean "{near[0]}"?'
    listed = ", ".join(f'"{each}"' for each in list(known)[:_LISTED])
    more = len(known) - _LISTED
    return f": known are {listed}" + (f" and {more} more" if more > 0 else "") if known else ""
