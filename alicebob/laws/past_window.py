"""The part of a room's log that a newcomer is owed, and its order.

A server that keeps the latest messages gives the end of the log. What was on its way while the
newcomer connected may be among them, and then pushes out as many of the oldest. Of two messages of
which nobody knows the order, either may be the last one that is still owed.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alicebob.laws.room_log import RoomLog, Said
from alicebob.laws.sessions import NEVER
from alicebob.model.received import Message


@dataclass(frozen=True, slots=True)
class Window:
    """The log of a room as one newcomer can know it: that of ``earlier`` scenarios, and the part of
    this one's log (``now``) that was surely said before ``end``.

    ``start`` is the first place that is owed, for servers that forget.
    """

    earlier: RoomLog
    now: RoomLog
    end: float
    start: float = 0.0

    @property
    def count(self) -> int:
        """Return the number of messages."""
        return len(self.earlier.said) + self.now.before(self.end)

    def owed(self, most: float) -> Iterator[Message]:
        """Yield the messages that are surely among the last ``most``, the latest first."""
        count = self.count
        for back in range(int(min(most, count))):
            said = self._at(count - 1 - back)
            if said.begun < self.start:
                return
            if count - self._surely_before(said) <= most:
                yield said.message

    def copies(self, message: Message) -> list[Said]:
        """Return each time that ``message`` was said, in their order."""
        earlier, now = self.earlier.places.get(message, []), self.now.places.get(message, [])
        before = now[: bisect_left(now, self.now.before(self.end))]
        return [
            *map(self.earlier.said.__getitem__, earlier),
            *map(self.now.said.__getitem__, before),
        ]

    def number(self, message: Message) -> int:
        """Return how often ``message`` was said."""
        now = self.now.places.get(message, [])
        in_time = bisect_left(now, self.now.before(self.end))
        return len(self.earlier.places.get(message, ())) + in_time

    def _at(self, index: int) -> Said:
        first = len(self.earlier.said)
        return self.earlier.said[index] if index < first else self.now.said[index - first]

    def _surely_before(self, said: Said) -> int:
        return self.earlier.before(said.begun) + self.now.before(said.begun)


def out_of_order(
    messages: Sequence[Message], window: Window, loose: Counter[Message], *, is_complete: bool
) -> int | None:
    """Return the index of a message that came behind another one, and was surely said before it;
    None if there is none.

    Of equal messages the last one that came is the last one that was said, once ``messages`` are
    complete; before that they have no known place. Those that may have been said while the newcomer
    connected (``loose``) have none at all.
    """
    begun = witnessed = 0.0
    spoken: dict[tuple[int, int], float] = {}
    for index, said in enumerate(_matched(messages, window, loose, is_complete)):
        if said is None:
            continue
        is_behind = said.done < begun or said.witnessed < witnessed
        if said.speaker is not None:
            is_behind = is_behind or said.position < spoken.get(said.speaker, 0.0)
            spoken[said.speaker] = said.position
        if is_behind:
            return index
        begun = max(begun, said.begun)
        witnessed = said.witnessed if said.witnessed < NEVER else witnessed
    return None


def _matched(
    messages: Sequence[Message], window: Window, loose: Counter[Message], is_complete: bool
) -> list[Said | None]:
    """Return for each message the time when it was said; None where that is not known."""
    left: dict[Message, list[Said]] = {}
    found: list[Said | None] = []
    for message in reversed(messages):
        if message not in left:
            is_known = not loose[message] and (is_complete or window.number(message) == 1)
            left[message] = window.copies(message) if is_known else []
        found.append(left[message].pop() if left[message] else None)
    return found[::-1]
