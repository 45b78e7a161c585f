"""Submissions that wait for the store which nodes share, within bounds, and who has how many."""

import time
from collections.abc import Callable
from typing import Generic

from server.chat.accounts import MOST_OF_MEMBER, Accounts
from server.chat.commit import message_in, refused
from server.chat.sequencer import SequencerCallbacks
from server.chat.waiting_line import Decision, WaitingLine
from server.core.effects import Effect, M

MOST_WAITING = 64 * 1024 * 1024  # weight of all that waits; beyond, messages are rejected


class Backlog(Generic[M]):
    """The submissions that wait or are on their way; members who cause much of it are held."""

    def __init__(self, callbacks: SequencerCallbacks[M], crowded: set[str]) -> None:
        self._callbacks = callbacks
        self._crowded = crowded
        self._line: WaitingLine[M] = WaitingLine()
        self._weight = 0  # of all that waits or is on its way
        self._accounts: Accounts[M] | None = None
        self._on_its_way: list[Decision[M]] = []
        self.since = 0.0  # when the first that waits was submitted (``time.perf_counter``)

    def __bool__(self) -> bool:
        return bool(self._line)

    def admitted(
        self,
        room: str,
        member: M | None,
        effects: list[Effect[M]],
        apply: Callable[[str, list[Effect[M]]], None],
    ) -> list[Effect[M]]:
        """Return the effects that may wait: when far too much does, messages may not."""
        if self._weight <= MOST_WAITING or member is None:
            return effects
        rest = [each for each in effects if message_in(each) is None]
        if len(rest) < len(effects):
            apply(room, [refused(member)] * (len(effects) - len(rest)))
        return rest

    def add(self, decision: Decision[M]) -> None:
        """Add a submission."""
        if not self._line:
            self.since = time.perf_counter()
        self._line.add(decision)
        self._weight += decision.weight
        if self._accounts is not None:
            self._accounts.charge(decision, decision.weight)
        elif self._weight > MOST_OF_MEMBER:  # below, nobody can be busy, and no room crowded
            self._accounts = Accounts(
                self._callbacks.on_busy, self._crowded, self._callbacks.on_space
            )
            for each in (*self._on_its_way, *self._line):
                self._accounts.charge(each, each.weight)

    def next(self) -> list[Decision[M]]:
        """Return the next batch, which is on its way from now on."""
        self._on_its_way = self._line.next()
        return self._on_its_way

    def done(self) -> None:
        """Take the batch that was on its way off the accounts."""
        batch, self._on_its_way = self._on_its_way, []
        self._take_off(batch)

    def all(self) -> list[Decision[M]]:
        """Return all that waits, which waits no longer."""
        found = list(self._line)
        self._line = WaitingLine()
        self._take_off(found)
        return found

    def _take_off(self, decisions: list[Decision[M]]) -> None:
        for decision in decisions:
            self._weight -= decision.weight
            if self._accounts is not None:
                self._accounts.charge(decision, -decision.weight)
        if not self._weight:
            self._accounts = None
