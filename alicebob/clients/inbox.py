"""The inbox of one user: everything that the user received, in order; append-only."""

from collections.abc import Callable
from dataclasses import dataclass

from alicebob.model.received import ReceivedEvent
from alicebob.record.journal import Connection, EventReceived, Journal


@dataclass(slots=True)
class InboxItem:
    """One thing heard, and whether a step has asked for it already."""

    received: ReceivedEvent
    claimed: bool = False


class Inbox:
    """Waiting for something claims it: to expect the same thing twice, it must come twice."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._letters: list[InboxItem] = []

    def put(
        self, connection: Connection, received: ReceivedEvent, is_fence: bool, is_shown: bool = True
    ) -> None:
        """Takes in what was just heard. Markers, and what is not to be shown, go to the journal
        alone."""
        if is_shown and not is_fence:
            self._letters.append(InboxItem(received))
        self._journal.write(connection, EventReceived(received, is_fence))

    @property
    def received(self) -> list[ReceivedEvent]:
        """All that was heard, in order."""
        return [letter.received for letter in self._letters]

    def claim(self, matches: Callable[[ReceivedEvent], bool]) -> ReceivedEvent | None:
        """The first unclaimed thing that matches, claimed; None if there is none now."""
        for letter in self._letters:
            if not letter.claimed and matches(letter.received):
                letter.claimed = True
                return letter.received
        return None

    def first(self, kind: type) -> ReceivedEvent | None:
        """The first unclaimed thing of a kind, and leaves it unclaimed."""
        unclaimed = (letter.received for letter in self._letters if not letter.claimed)
        return next((received for received in unclaimed if isinstance(received, kind)), None)

    def wait_for(
        self, matches: Callable[[ReceivedEvent], bool], patience: float
    ) -> ReceivedEvent | None:
        """Claims the first thing that matches as soon as it comes; None if it does not.

        Looks at each letter once while it waits, so a burst costs no more than its length.
        """
        position = 0
        found: InboxItem | None = None

        def has_come() -> bool:
            nonlocal position, found
            while position < len(self._letters):
                letter = self._letters[position]
                position += 1
                if not letter.claimed and matches(letter.received):
                    found = letter
                    return True
            return False

        if not self._journal.wait_until(has_come, patience) or found is None:
            return None
        found.claimed = True
        return found.received
