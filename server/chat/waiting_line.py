"""The submissions that wait for the store, and the choice of those that come next.

Usually all of them do, in their order. When many wait, members take turns: one that sends or asks
without a pause delays itself, and nobody else. Pure: no store, no clock.
"""

from collections import OrderedDict, deque
from collections.abc import Iterator
from itertools import chain
from typing import Generic

from server.chat.commit import characters
from server.core.effects import Effect, M, SendHistory
from server.core.events import PublicMessage

WEIGHT = 256  # characters added to the cost of every submission, however short its text
MOST_OF_BATCH = 512 * 1024  # weight: a larger batch would delay whoever comes next
MOST_OF_TURN = 64 * 1024  # weight of one member in such a batch
MOST_OF_SHORT = 64 * 1024  # weight of a short line: storing it takes about a millisecond
MOST_ASKED = 1_000  # messages of histories in one batch; reading them takes milliseconds


class Decision(Generic[M]):
    """The effects of one action, which wait for the store.

    ``member`` acted (None: the server). ``weight`` is the characters of the messages, and
    ``WEIGHT``; ``asked`` the number of messages that history queries ask for, at most
    ``MOST_ASKED``. It is plain if all its effects are public messages without a ``client_id``.
    """

    __slots__ = ("asked", "effects", "is_plain", "member", "number", "room", "weight")

    def __init__(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        self.room = room
        self.member = member
        self.effects = effects
        self.weight = WEIGHT
        self.asked = 0
        self.is_plain = True
        self.number = 0  # its place in the line
        for effect in effects:
            if isinstance(effect, PublicMessage):  # by far the most frequent effect
                self.weight += len(effect.text)
                self.is_plain = self.is_plain and not effect.client_id
                continue
            self.is_plain = False
            if isinstance(effect, SendHistory):
                limit = effect.query.limit
                self.asked += MOST_ASKED if limit is None else max(1, limit)
            else:
                self.weight += characters(effect)
        if self.asked > MOST_ASKED:
            self.asked = MOST_ASKED


class WaitingLine(Generic[M]):
    """Submissions in their order, and fairly divided among members when there are many."""

    def __init__(self) -> None:
        self.weight = 0
        self._fresh: list[Decision[M]] = []
        self._asked = 0  # messages that histories in ``_fresh`` ask for
        self._number = 0
        self._turns: OrderedDict[object, deque[Decision[M]]] = (
            OrderedDict()
        )  # who is next comes first

    def __bool__(self) -> bool:
        return bool(self._fresh or self._turns)

    @property
    def is_short(self) -> bool:
        """Return True if little waits, but something does."""
        return (
            bool(self._fresh)
            and not self._turns
            and not self._asked
            and (self.weight <= MOST_OF_SHORT)
        )

    def __iter__(self) -> Iterator[Decision[M]]:
        return chain(*self._turns.values(), self._fresh)

    def add(self, decision: Decision[M]) -> None:
        """Add a submission behind the earlier ones of its member."""
        self._fresh.append(decision)
        self.weight += decision.weight
        self._asked += decision.asked

    def next(self) -> list[Decision[M]]:
        """Remove and return the submissions of the next batch, in their order.

        A member's submissions never change their order; those of different members may.
        """
        if not self._turns and self.weight <= MOST_OF_BATCH and self._asked <= MOST_ASKED:
            batch, self._fresh = self._fresh, []
            self.weight = self._asked = 0
            return batch
        self._line_up()
        chosen: list[Decision[M]] = []
        left, asked = MOST_OF_BATCH, MOST_ASKED
        for key in list(self._turns):
            for decision in self._take(key, asked):
                chosen.append(decision)
                left -= decision.weight
                asked -= decision.asked
            if left <= 0:
                break
        chosen.sort(key=_number)
        return chosen

    def _line_up(self) -> None:
        for decision in self._fresh:
            key = (decision.room,) if decision.member is None else decision.member
            self._number += 1
            decision.number = self._number
            self._turns.setdefault(key, deque()).append(decision)
        self._fresh = []
        self._asked = 0

    def _take(self, key: object, asked: int) -> list[Decision[M]]:
        """Remove and return a member's part of a batch that may still ask for ``asked``
        messages: at most one question."""
        waiting = self._turns[key]
        taken: list[Decision[M]] = []
        weight, may_ask = 0, asked
        while waiting and weight < MOST_OF_TURN and waiting[0].asked <= may_ask:
            taken.append(waiting.popleft())
            weight += taken[-1].weight
            may_ask = 0 if taken[-1].asked else may_ask
        self.weight -= weight
        if not waiting:
            del self._turns[key]
        elif taken:
            self._turns.move_to_end(key)
        return taken


def _number(decision: Decision[M]) -> int:
    return decision.number
