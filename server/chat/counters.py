"""What the chat has done since it began, counted."""

import time
from collections import Counter
from dataclasses import dataclass, field

from server.chat.histogram import Histogram

DELIVERY_SECONDS = (
    *(50e-6, 100e-6, 250e-6, 500e-6),
    *(1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3, 100e-3, 250e-3, 500e-3),
    *(1.0, 2.5, 5.0, 10.0),
)


@dataclass(slots=True)
class Counters:
    """Plain numbers, cheap to add to; whoever shows them makes them pretty."""

    began: float = field(default_factory=time.monotonic)
    messages: int = 0  # said or whispered, and told to somebody
    deliveries: int = 0  # a message told to one reader
    joins: int = 0
    leaves: Counter[int] = field(default_factory=Counter)  # by close code
    refusals: Counter[str] = field(default_factory=Counter)  # by reason
    delivery_seconds: Histogram = field(default_factory=lambda: Histogram(DELIVERY_SECONDS))
    _timed: int = 0  # messages that are in ``delivery_seconds``

    @property
    def uptime(self) -> float:
        """Seconds since the chat began."""
        return time.monotonic() - self.began

    def time_messages(self, seconds: float) -> None:
        """What was told since the last call has just gone out, within ``seconds``: the longest
        that any of it took is taken for all."""
        told = self.messages - self._timed
        if told:
            self._timed = self.messages
            self.delivery_seconds.add(seconds, told)
