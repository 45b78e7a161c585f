"""The inbox of one user: everything that the user received, in order; append-only."""

from collections.abc import Callable
from dataclasses import dataclass

from alicebob.model.received import ReceivedEvent
from alicebob.record.journal import Connection, EventReceived, Journal


@dataclass(slots=True)
class InboxItem:
    """A received event, and whether a step has claimed it."""

    received: ReceivedEvent
    claimed: bool = False


class Inbox:
    """Received events. A wait claims its event, so two equal expectations need two events."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._letters: list[InboxItem] = []

    def put(
        self,
        connection: Connection,
        received: ReceivedEvent,
        is_fence: bool,
        is_shown: bool = True,
        change: Callable[[], None] | None = None,
    ) -> None:
        """Add an event, and make the ``change`` that it causes. Markers, and events that are not
        shown, go into the journal only."""

        def add() -> None:
            if is_shown and not is_fence:
                self._letters.append(InboxItem(received))
            if change is not None:
                change()

        self._journal.write(connection, EventReceived(received, is_fence), add)

    @property
    def received(self) -> list[ReceivedEvent]:
        """All events, in order."""
        return [letter.received for letter in self._letters]

    def claim(self, matches: Callable[[ReceivedEvent], bool]) -> ReceivedEvent | None:
        """Claim and return the first unclaimed event that matches; None if there is none now."""
        for letter in self._letters:
            if not letter.claimed and matches(letter.received):
                letter.claimed = True
                return letter.received
        return None

    def first(self, kind: type) -> ReceivedEvent | None:
        """Return the first unclaimed event of a kind, without claiming it."""
        unclaimed = (letter.received for letter in self._letters if not letter.claimed)
        return next((received for received in unclaimed if isinstance(received, kind)), None)

    def wait_for(
        self, matches: Callable[[ReceivedEvent], bool], patience: float
    ) -> ReceivedEvent | None:
        """Claim and return the first event that matches, as soon as it comes; None if it does not.

        Each event is looked at once during the wait, so a burst costs no more than its length.
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
