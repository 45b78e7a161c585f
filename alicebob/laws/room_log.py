"""The messages that surely were said in a room: the log that a history must agree with.

Places in a log count the entries of all journals of a server, so that what was said in an earlier
scenario comes before what was said in a later one.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from alicebob.laws.sessions import NEVER
from alicebob.model.received import Message

_DONE = attrgetter("done")


@dataclass(frozen=True, slots=True)
class Said:
    """A message that was sent after ``begun``, and that somebody had received at ``done``.

    ``speaker`` and ``position`` tell the connection that sent it, and when; None if it may have
    been another one. ``witnessed`` is where the user received it who tells the order of the room;
    NEVER if that user did not.
    """

    message: Message
    begun: float
    done: float
    speaker: tuple[int, int] | None
    position: float
    witnessed: float = NEVER


@dataclass(slots=True)
class RoomLog:
    """The messages that surely were said in a room, in the order in which they were received first.

    ``possible`` counts all that may have been said.
    """

    said: list[Said] = field(default_factory=list)
    places: dict[Message, list[int]] = field(default_factory=lambda: defaultdict(list))
    possible: Counter[Message] = field(default_factory=Counter)

    def add(self, more: Iterable[Said]) -> None:
        """Add what was said later."""
        for each in more:
            self.places[each.message].append(len(self.said))
            self.said.append(each)

    def before(self, place: float) -> int:
        """Return the number of messages that somebody had received before ``place``."""
        return bisect_left(self.said, place, key=_DONE)


@dataclass(slots=True)
class Logs:
    """The logs of all rooms of a server, in the ``scenarios`` that are over, whose journals have so
    many ``entries``."""

    scenarios: int = 0
    entries: int = 0
    rooms: dict[str, RoomLog] = field(default_factory=lambda: defaultdict(RoomLog))
