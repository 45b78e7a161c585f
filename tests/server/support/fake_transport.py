"""A transport whose peer takes as much as the test says, and a loop in which time only jumps."""

import asyncio


class FakeTransport(asyncio.Transport):
    """Writes down what is done to it; ``waiting`` is what its peer has not taken. When it
    ``is_stuck``, the peer takes nothing of what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self._waiting = 0
        self.is_stuck = False
        self.ends: list[str] = []
        self.is_paused = False
        self.protocol: asyncio.BaseProtocol | None = None

    @property
    def waiting(self) -> int:
        return self._waiting

    @waiting.setter
    def waiting(self, size: int) -> None:
        """Set the unread size and notify the protocol, as a transport with a limit of 0 does."""
        self._waiting = size
        if isinstance(self.protocol, asyncio.Protocol):
            (self.protocol.pause_writing if size else self.protocol.resume_writing)()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        assert high == 0

    @property
    def written(self) -> bytes:
        return b"".join(self.writes)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))
        if self.is_stuck:
            self.waiting += len(data)

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.ends.append("eof")

    def close(self) -> None:
        self._end("closed")

    def abort(self) -> None:
        self._end("aborted")

    def is_closing(self) -> bool:
        return bool({"closed", "aborted"} & set(self.ends))

    def _end(self, how: str) -> None:
        """Notify the protocol of the end in the next iteration, and once, as asyncio does."""
        was_closing = self.is_closing()
        self.ends.append(how)
        if not was_closing and isinstance(self.protocol, asyncio.Protocol):
            asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)


class JumpingLoop(asyncio.SelectorEventLoop):
    """Its clock stands still while there is something to do, then jumps to the next timer."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        timers = self._scheduled  # type: ignore[attr-defined]
        due = [timer.when() for timer in timers if not timer.cancelled()]
        if not self._ready and due:  # type: ignore[attr-defined]
            self._now = max(self._now, min(due))
        super()._run_once()  # type: ignore[misc]


async def turn_ends() -> None:
    """Wait until all work begun in this event loop iteration is done."""
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    loop.call_soon(loop.call_soon, over.set_result, None)
    await over


async def it_is(time: float) -> None:
    """Returns at ``time`` on the loop's clock."""
    loop = asyncio.get_running_loop()
    come = loop.create_future()
    loop.call_at(time, come.set_result, None)
    await come
