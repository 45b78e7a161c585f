"""The subscription of a connection: its source of messages that do not come from its client."""

from collections.abc import Callable
from typing import Generic, TypeVar

C = TypeVar("C")


class Subscription(Generic[C]):
    """Source of a connection's custom messages: values are delivered in the order of ``put``.

    Values put before a connection continues with it wait; those put after its end are dropped.
    """

    def __init__(self) -> None:
        self._deliver: Callable[[C], None] | None = None
        self._waiting: list[C] = []
        self._releases: list[Callable[[], None]] = []

    def put(self, value: C) -> None:
        """Deliver ``value`` to the connection that continues with this subscription."""
        if self._deliver is None:
            self._waiting.append(value)
        else:
            self._deliver(value)

    def on_release(self, release: Callable[[], None]) -> None:
        """Call ``release`` once the connection no longer uses this subscription."""
        self._releases.append(release)

    def attach(self, deliver: Callable[[C], None]) -> None:
        """Deliver values to ``deliver`` from now on, waiting values first."""
        waiting, self._waiting = self._waiting, []
        self._deliver = deliver
        for value in waiting:
            deliver(value)

    def release(self) -> None:
        """Release the subscription: the connection has ended or continues with another one."""
        self._deliver = _nowhere
        releases, self._releases = self._releases, []
        for release in releases:
            release()


def _nowhere(_value: object) -> None:
    """Drop a value put into a released subscription."""
