"""Counters of the chat since the server started."""

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
    """Plain numbers that are cheap to increment; the metrics and stats modules format them."""

    began: float = field(default_factory=time.monotonic)
    messages: int = 0  # public and private messages that were sent to clients
    deliveries: int = 0  # one message to one connection
    joins: int = 0
    leaves: Counter[int] = field(default_factory=Counter)  # by close code
    refusals: Counter[str] = field(default_factory=Counter)  # by reason
    delivery_seconds: Histogram = field(default_factory=lambda: Histogram(DELIVERY_SECONDS))
    _timed: int = 0  # messages counted in ``delivery_seconds``

    @property
    def uptime(self) -> float:
        """Return the seconds since the chat started."""
        return time.monotonic() - self.began

    def time_messages(self, seconds: float) -> None:
        """Record ``seconds`` as the delivery time of all messages since the last call.

        ``seconds`` is the longest time any of them took; it is recorded for all of them.
        """
        delivered = self.messages - self._timed
        if delivered:
            self._timed = self.messages
            self.delivery_seconds.add(seconds, delivered)
