"""Scenarios that a profile marks: known failures, and those that are ahead of its promises.

    known = [{ scenario = "A user leaves", why = "ticket 17" }]
    ahead = ["typing", "rooms.feature :: A room has a name"]

A mark is the name of a scenario, or of a scenario outline for all its examples; with the name of a
feature file in front, it means that feature's only. ``ahead`` takes the names of promises, too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePath

from alicebob.model.feature_mistake import way_out

_EXAMPLE = " -- @"  # begins what behave adds to the name of an outline's example
_FEATURE = " :: "  # stands between the names of a feature file and a scenario


class Standing(Enum):
    """The standing of a scenario: whether its failure, or its success, makes a run fail."""

    PROMISED = "promised"
    KNOWN = "known"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a profile: each known failure with its why, and what is ahead."""

    known: Mapping[str, str] = field(default_factory=dict)
    ahead: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.known or self.ahead)

    def standing(self, names: Collection[str], promises: Collection[str] = ()) -> Standing:
        """Return the standing of a scenario with these names, which checks ``promises`` that the
        server does not give."""
        if self.why(names) is not None:
            return Standing.KNOWN
        is_ahead = self.ahead & {*names, *promises}
        return Standing.AHEAD if is_ahead else Standing.PROMISED

    def why(self, names: Collection[str]) -> str | None:
        """Return the why of a known failure with one of these names; None if there is none."""
        return next((self.known[name] for name in names if name in self.known), None)

    def check(self, names: Collection[str], promises: Collection[str]) -> None:
        """Raise ``ValueError`` if a mark is none of the ``names`` of all scenarios; for ``ahead``,
        none of the ``promises`` either."""
        for name in self.known:
            if name not in names:
                raise ValueError(f'known: there is no scenario "{name}"{way_out(name, names)}')
        for name in sorted(self.ahead):
            both = {*names, *promises}
            if name not in both:
                what = "there is no promise or scenario"
                raise ValueError(f'ahead: {what} "{name}"{way_out(name, both)}')


def names_of(scenario: str, location: str) -> tuple[str, ...]:
    """Return the names by which a profile may mark a scenario at ``location``."""
    name = scenario.strip()
    outline = name.partition(_EXAMPLE)[0]
    file = PurePath(location.rpartition(":")[0] or location).name
    short = (name,) if outline == name else (name, outline)
    return (*short, *(f"{file}{_FEATURE}{each}" for each in short))


def read_marks(content: Mapping[str, object]) -> Marks:
    """Return the marks in a profile. Raises ``ValueError`` with a sentence."""
    known = content.get("known", [])
    if not isinstance(known, list) or not all(_is_known_failure(each) for each in known):
        raise ValueError('known must be a list of { scenario = "its name", why = "a sentence" }')
    ahead = content.get("ahead", [])
    if not isinstance(ahead, list) or not all(isinstance(each, str) for each in ahead):
        raise ValueError("ahead must be a list of names of promises or scenarios")
    marks = Marks({each["scenario"]: each["why"] for each in known}, frozenset(ahead))
    both = sorted(marks.ahead & set(marks.known))
    if both:
        raise ValueError(f'"{both[0]}" is in known and in ahead: leave it out of one of them')
    return marks


def _is_known_failure(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == {"scenario", "why"}
        and all(isinstance(value, str) and value.strip() for value in entry.values())
    )
