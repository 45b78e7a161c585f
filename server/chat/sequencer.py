"""The order of all rooms: effects are stored first and sent afterwards."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from server.chat.commit import commit_effect
from server.core.effects import Effect, M
from server.core.events import Rejected
from server.core.rules import MemberDetails
from server.store.base import Store
from server.ws.write_batch import Flushable

UNWELL = 60.0  # seconds for which the sequencer is unwell after effects could not be delivered
_log = logging.getLogger("chat")

ApplyEffects = Callable[[str, list[Effect[M]]], None]


def not_timed(_since: float) -> None:
    """Measure nothing."""


def always(_member: object) -> bool:
    """Take every member for connected."""
    return True


def never_busy(_member: object, _is_busy: bool) -> None:
    """Ignore who is busy."""


def no_one_waits(_room: str) -> None:
    """Ignore that there is space in a room again."""


def not_described(_member: object) -> MemberDetails:
    """Know nothing of a member."""
    return MemberDetails()


def not_awaited(_member: object, _rejected: Rejected | None) -> None:
    """Ignore whether a member is in its room."""


def not_typing(_member: object) -> None:
    """Ignore who goes on typing."""


def flush_soon(waiting: Flushable) -> None:
    """Flush ``waiting`` in the next event loop iteration."""
    asyncio.get_running_loop().call_soon(waiting.flush)


@dataclass(frozen=True, slots=True)
class SequencerCallbacks(Generic[M]):
    """The functions that a sequencer calls.

    ``apply_effects`` delivers committed effects to a room. ``is_connected`` tells whether a member
    can still receive anything. ``on_late`` is called before effects are delivered that had to wait,
    with the time of their submission (``time.perf_counter``). ``on_busy`` is called when so much of
    a member waits that no more should be read from it, and again when that is over. ``on_space`` is
    called when a room is no longer ``crowded``. ``gather`` gets a sequencer for which effects wait,
    and flushes it a little later, outside the call: what comes in meanwhile is stored with them.

    Where others decide who is in a room, ``describe`` tells what they must know of a member that
    joins, and ``on_decided`` is called when it has joined, or is rejected; ``on_still_typing`` when
    the message that should have ended its typing was rejected.
    """

    apply_effects: ApplyEffects[M]
    is_connected: Callable[[M], bool] = always
    on_late: Callable[[float], None] = not_timed
    on_busy: Callable[[M, bool], None] = never_busy
    on_space: Callable[[str], None] = no_one_waits
    gather: Callable[[Flushable], None] = flush_soon
    describe: Callable[[M], MemberDetails] = not_described
    on_decided: Callable[[M, Rejected | None], None] = not_awaited
    on_still_typing: Callable[[M], None] = not_typing


class Sequencer(Generic[M]):
    """Stores and applies the effects of all rooms in the order of ``submit``."""

    def __init__(self, store: Store, callbacks: SequencerCallbacks[M]) -> None:
        self.store = store
        self._callbacks = callbacks
        self._apply_effects = callbacks.apply_effects
        self.crowded: set[str] = set()  # rooms in which so much waits that no more should be read
        self._failed_at: float | None = None  # on a clock that is never set

    @property
    def is_well(self) -> bool:
        """Return True if messages can be stored, and were delivered lately."""
        return self._failed_at is None or time.monotonic() - self._failed_at > UNWELL

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Store the effects of an action of ``member``, then apply them."""
        store = self.store
        committed = [commit_effect(store, room, member, effect) for effect in effects]
        if committed:
            self.apply_effects(room, committed)

    def apply_effects(self, room: str, effects: list[Effect[M]]) -> None:
        """Deliver committed effects. A failure costs these effects only; it is logged, and makes
        the sequencer unwell."""
        try:
            self._apply_effects(room, effects)
        except Exception:
            self.record_failure(room)

    def record_failure(self, room: str) -> None:
        """Log the exception that is being handled, and be unwell for a while."""
        _log.exception("error room=%s: events could not be delivered", room)
        self._failed_at = time.monotonic()

    async def drained(self) -> None:
        """Wait until all effects submitted before are applied."""

    @property
    def relayed(self) -> int:
        """Return the number of messages delivered here that were sent on other nodes."""
        return 0

    def on_question(self, question: str, answer: Callable[[], object]) -> None:
        """Answer a ``question`` of other nodes, if there are any, with what ``answer`` returns."""

    async def ask(self, question: str) -> dict[str, Any]:
        """Return the answers of all nodes, by name; none if there is only this one. Raises
        ``StoreUnavailable``."""
        return {}

    async def is_taken(self, room: str, name: str, session: str) -> bool:
        """Return True if other nodes prevent a user from joining. Raises ``StoreUnavailable``."""
        return False

    def users(self, room: str) -> int | None:
        """Return the number of users in a room on all nodes; None if there is only this one."""
        return None

    async def opened(self) -> None:
        """Wait until the store can be used."""

    async def closed(self) -> None:
        """Close the store, and wait until others know."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()
