"""Accounts of what waits for the store: who has sent how much of it, and in which room.

They are kept only while much waits.
"""

import asyncio
from collections.abc import Callable
from typing import Generic

from server.chat.waiting_line import Decision
from server.core.effects import M

# Weights (see ``WaitingLine``):
MOST_OF_ROOM = 256 * 1024  # of what waits in one room; beyond, the room is crowded
MOST_OF_MEMBER = 64 * 1024  # of what waits of one member; beyond, the member is busy


class Accounts(Generic[M]):
    """The weight of what is not delivered yet, by member and by room.

    Must be created inside the running loop.
    """

    def __init__(
        self,
        on_busy: Callable[[M, bool], None],
        crowded: set[str],
        on_space: Callable[[str], None],
    ) -> None:
        """``on_busy`` is called when a member becomes busy, and when it no longer is. ``crowded``
        has the rooms that are crowded; ``on_space`` is called when one no longer is."""
        self._on_busy = on_busy
        self._crowded = crowded
        self._on_space = on_space
        self._loop = asyncio.get_running_loop()
        self._members: dict[M, int] = {}
        self._rooms: dict[str, int] = {}
        self._weight = 0

    def charge(self, decision: Decision[M], weight: int) -> None:
        """Add ``weight`` to the accounts of a submission, or subtract it."""
        self._weight += weight
        self._charge_room(decision.room, weight)
        if decision.member is not None:
            self._charge_member(decision.member, weight)

    def is_above_average(self, member: M | None) -> bool:
        """Return True if ``member`` has more waiting than others."""
        own = self._members.get(member, 0) if member is not None else 0
        return own * len(self._members) >= self._weight

    def _charge_member(self, member: M, weight: int) -> None:
        before = self._members.get(member, 0)
        now = before + weight
        if now:
            self._members[member] = now
        else:
            del self._members[member]
        if before <= MOST_OF_MEMBER < now:
            self._on_busy(member, True)
        elif now <= MOST_OF_MEMBER < before:
            self._on_busy(member, False)

    def _charge_room(self, room: str, weight: int) -> None:
        now = self._rooms.get(room, 0) + weight
        if now:
            self._rooms[room] = now
        else:
            del self._rooms[room]
        if now > MOST_OF_ROOM:
            self._crowded.add(room)
        elif room in self._crowded and now <= MOST_OF_ROOM // 2:
            self._crowded.discard(room)
            self._loop.call_soon(self._on_space, room)
