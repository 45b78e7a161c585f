"""What one user heard, in order: append-only, and nobody else's."""

from collections.abc import Callable
from dataclasses import dataclass

from alicebob.model.received import Heard
from alicebob.record.journal import Hears, Journal, Line


@dataclass(slots=True)
class Letter:
    """One thing heard, and whether a step has asked for it already."""

    heard: Heard
    claimed: bool = False


class Inbox:
    """Waiting for something claims it: to expect the same thing twice, it must come twice."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._letters: list[Letter] = []

    def put(self, line: Line, heard: Heard, is_fence: bool, is_shown: bool = True) -> None:
        """Takes in what was just heard. Markers, and what is not to be shown, go to the journal
        alone."""
        if is_shown and not is_fence:
            self._letters.append(Letter(heard))
        self._journal.write(line, Hears(heard, is_fence))

    @property
    def heard(self) -> list[Heard]:
        """All that was heard, in order."""
        return [letter.heard for letter in self._letters]

    def claim(self, matches: Callable[[Heard], bool]) -> Heard | None:
        """The first unclaimed thing that matches, claimed; None if there is none now."""
        for letter in self._letters:
            if not letter.claimed and matches(letter.heard):
                letter.claimed = True
                return letter.heard
        return None

    def first(self, kind: type) -> Heard | None:
        """The first unclaimed thing of a kind, and leaves it unclaimed."""
        unclaimed = (letter.heard for letter in self._letters if not letter.claimed)
        return next((heard for heard in unclaimed if isinstance(heard, kind)), None)

    def wait_for(self, matches: Callable[[Heard], bool], patience: float) -> Heard | None:
        """Claims the first thing that matches as soon as it comes; None if it does not.

        Looks at each letter once while it waits, so a burst costs no more than its length.
        """
        position = 0
        found: Letter | None = None

        def has_come() -> bool:
            nonlocal position, found
            while position < len(self._letters):
                letter = self._letters[position]
                position += 1
                if not letter.claimed and matches(letter.heard):
                    found = letter
                    return True
            return False

        if not self._journal.wait_until(has_come, patience) or found is None:
            return None
        found.claimed = True
        return found.heard
