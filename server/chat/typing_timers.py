"""The timers that clear typing indicators, at most one a room."""

import asyncio
from collections.abc import Callable, Iterator

from server.core.clock import monotonic


class TypingTimers:
    """Calls ``expire`` with the name of a room when a typing indicator there is to be cleared.

    Must be created inside the running loop.
    """

    def __init__(self, expire: Callable[[str], None]) -> None:
        self._expire = expire
        self._loop = asyncio.get_running_loop()
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._timers)

    def watch(self, room: str, ends: int | None) -> None:
        """Call ``expire`` at ``ends`` (by ``monotonic``, in microseconds; None: never), unless a
        timer of the room runs already."""
        if ends is not None and room not in self._timers:
            wait = max(0, ends - monotonic()) / 1_000_000
            self._timers[room] = self._loop.call_later(wait, self._end, room)

    def cancel(self, room: str) -> None:
        """Stop the timer of a room that is gone."""
        timer = self._timers.pop(room, None)
        if timer is not None:
            timer.cancel()

    def _end(self, room: str) -> None:
        del self._timers[room]
        self._expire(room)
