"""Congestion of a topic: readers that have fallen behind, and the senders that wait for them.

A burst of messages must not cost a slow reader its connection as long as it reads at a steady pace.
So while a reader of a topic has much waiting for it, less is read from the senders there: TCP slows
them down. A reader that takes nothing, or next to nothing, is not waited for.
"""

from dataclasses import dataclass, field
from typing import Protocol

LEAST_PACE = 16 * 1024  # bytes a second that a reader must take to be waited for
WINDOW = 3.0  # seconds over which its pace is measured; TCP takes bytes in lumps
STANDSTILL = 1.5  # seconds after which a reader that has taken nothing at all is given up
_SHARE = 4  # of the space that is left for a slow reader, which a check may fill


class SlowReader(Protocol):
    """The send queue of a reader."""

    number: int
    lag: "Lag | None"

    @property
    def space(self) -> int:
        """Bytes that may still be sent to the reader before its limit is exceeded."""

    @property
    def unread_size(self) -> int:
        """Bytes that the reader has not taken, as far as this machine knows."""


class Sender(Protocol):
    """The receive queue of a sender."""

    @property
    def backlog_size(self) -> int:
        """Characters that wait to be processed."""

    def hold(self, rest: list[str]) -> bool:
        """Read nothing more, and keep ``rest``; return whether that was possible."""

    def process_backlog(self) -> None:
        """Process what was kept, even while held."""

    def release(self) -> None:
        """Process what was kept, and read again."""


@dataclass(slots=True)
class Lag:
    """The lag of a reader: what it had not taken at ``since`` (seconds), and what was added
    since then; what of that it had ``taken`` when it last took something, at ``moved``."""

    since: float
    unread: int
    added: int = 0
    taken: int = 0
    moved: float = field(init=False)

    def __post_init__(self) -> None:
        self.moved = self.since

    def is_too_slow(self, unread: int, now: float) -> bool:
        """Return True if the reader has taken too little for ``WINDOW`` seconds; begin a new window
        when one is over.

        One that has taken too little so far, and nothing for ``STANDSTILL``, has stopped reading.
        The standstill begins when it last took something: its system may take a few bytes more. One
        that has taken enough may take it in bursts, as behind a proxy.
        """
        taken = self.unread + self.added - unread
        if taken > self.taken:
            self.taken, self.moved = taken, now
        is_too_slow = taken < LEAST_PACE * (now - self.since)
        if now - self.since < WINDOW:
            return is_too_slow and now - self.moved >= STANDSTILL
        self.since = self.moved = now
        self.unread, self.added, self.taken = unread, 0, 0
        return is_too_slow


class Congestion:
    """The slow readers of one topic, and the senders held for them."""

    __slots__ = ("_held", "lagging")

    def __init__(self) -> None:
        self.lagging: dict[int, SlowReader] = {}  # by number; those that are waited for
        self._held: list[Sender] = []

    def __bool__(self) -> bool:
        return bool(self.lagging)

    def add(self, reader: SlowReader, now: float) -> None:
        """Hold the senders of the topic from now on: ``reader`` has fallen behind."""
        reader.lag = Lag(now, reader.unread_size)
        self.lagging[reader.number] = reader

    def remove(self, reader: SlowReader) -> None:
        """Wait for ``reader`` no longer: it has taken everything, or is gone. ``go_on`` must
        follow, but not at once: a broadcast may be under way."""
        reader.lag = None
        self.lagging.pop(reader.number, None)

    def go_on(self) -> None:
        """Release senders, those with the least to say first, until the topic is congested
        again."""
        waiting, self._held = sorted(self._held, key=_backlog_size), []
        while waiting and not self.lagging:
            waiting.pop(0).release()
        self._held = [*waiting, *self._held]

    def hold(self, sender: Sender, texts: list[str]) -> None:
        """Keep ``texts`` of ``sender``, and read nothing more from it."""
        sender.hold(texts)
        self._held.append(sender)

    def check(self, now: float) -> None:
        """Give up readers that are too slow, and let senders say as much as the others can take.

        So a short message waits until the next check, and a burst until there is space for it.
        """
        for reader in list(self.lagging.values()):
            lag = reader.lag
            if lag is None or lag.is_too_slow(reader.unread_size, now):
                del self.lagging[reader.number]
        if not self.lagging:
            self.go_on()
            return
        left = max(0, min(reader.space for reader in self.lagging.values()) // _SHARE)
        waiting, self._held = sorted(self._held, key=_backlog_size), []
        while waiting and waiting[0].backlog_size <= left:
            sender = waiting.pop(0)
            left -= sender.backlog_size
            sender.process_backlog()
            sender.release()
        self._held = [*waiting, *self._held]


def _backlog_size(sender: Sender) -> int:
    return sender.backlog_size
