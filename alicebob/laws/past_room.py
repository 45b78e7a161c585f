"""A room's messages, as one can know them when a newcomer is told those from before it came."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alicebob.laws.law import Case
from alicebob.laws.past_window import Window
from alicebob.laws.room_log import RoomLog
from alicebob.laws.room_messages import PublicMessage, public_messages, said_in
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Message, PastMessage


@dataclass(frozen=True, slots=True)
class PastRoom:
    """A room: the logs of earlier scenarios and of this one, the messages of this one, and the
    positions at which each was sent."""

    earlier: RoomLog
    now: RoomLog
    messages: Sequence[PublicMessage]
    begun: Mapping[Message, Sequence[float]]

    @classmethod
    def of(cls, name: str, case: Case) -> "PastRoom":
        """Return the room called ``name``."""
        messages, begun = public_messages(name, case), defaultdict[Message, list[float]](list)
        for message, event in messages:
            begun[message].append(event.begun)
        now = RoomLog()
        now.add(said_in(name, messages, case))
        return cls(case.carry_over.logs.rooms.get(name, RoomLog()), now, messages, begun)

    def possible(self, message: Message, position: float) -> int:
        """Return how often ``message`` may have been said before ``position``."""
        return self.earlier.possible[message] + bisect_left(self.begun.get(message, ()), position)

    def loose(
        self, told: Sequence[tuple[int, PastMessage]], counts: Counter[Message], window: Window
    ) -> Counter[Message]:
        """Count the messages that may have been said while the newcomer connected, and those of
        which nobody knows."""
        last = told[-1][0] if told else 0.0
        found = Counter[Message]()
        for message, count in counts.items():
            known = window.number(message)
            found[message] = max(min(count, self.possible(message, last) - known), count - known, 0)
        return found

    def window(self, session: Session, case: Case) -> Window:
        """Return the part of the log that a newcomer is owed, at most."""
        carry_over, began = case.carry_over, case.carry_over.logs.entries
        earlier = self.earlier if carry_over.knows_all else RoomLog()
        start = began + carry_over.remembers_from if carry_over.remembers_from else 0.0
        if session.connection.facts.forgets:
            start = max(start, began + _in_use_since(session, case))
        return Window(earlier, self.now, began + session.connecting, start)


def _in_use_since(session: Session, case: Case) -> float:
    """Return the position since which somebody surely was in the room, without a break, until this
    client connected; NEVER if nobody was."""
    return min(
        (
            other.connected
            for other in case.listeners
            if other.connection.room == session.connection.room
            and min(other.first_stopped_reading, other.disconnecting, other.ended)
            > session.connecting
            > other.connected
        ),
        default=NEVER,
    )
