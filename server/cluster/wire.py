"""One connection to the store, after the client library has opened it.

Replies are taken from the transport as they come, and commands go to it at once. The library's own
way, with a stream and a time-out for each reply, costs a node more than everything else it does for
a small batch.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import hiredis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import InvalidResponse, ResponseError

Command = Sequence[str | bytes | int]
Reply = Any  # bytes, numbers, lists of replies, None, or an error
_INCOMPLETE = object()


class Wire(asyncio.Protocol):
    """The connection: ``on_reply`` gets each reply, and ``on_lost`` why there will be no more."""

    def __init__(
        self,
        connection: AbstractConnection,
        on_reply: Callable[[Reply], None],
        on_lost: Callable[[Exception], None],
    ) -> None:
        """Take over ``connection``, on which no reply is awaited."""
        self._connection = connection  # it would close the transport if nobody knew it
        self._on_reply = on_reply
        self._on_lost = on_lost
        self._reader = hiredis.Reader(
            protocolError=InvalidResponse, replyError=ResponseError, notEnoughData=_INCOMPLETE
        )
        writer = connection._writer
        assert writer is not None
        self._transport = writer.transport
        self._transport.set_protocol(self)

    def send(self, commands: Sequence[Command]) -> None:
        """Send commands, in one write."""
        packed = (hiredis.pack_command(tuple(each)) for each in commands)  # type: ignore[arg-type]
        self._transport.write(b"".join(packed))

    def data_received(self, data: bytes) -> None:
        """Hand on all replies that are complete."""
        self._reader.feed(data)
        try:
            while (reply := self._reader.gets()) is not _INCOMPLETE:
                self._on_reply(reply)
        except InvalidResponse as error:
            self.drop()
            self._on_lost(error)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that the connection is lost."""
        self._on_lost(exc or ConnectionResetError("the store has closed the connection"))

    def drop(self) -> None:
        """Close the connection at once, without a word to the store."""
        self._on_reply, self._on_lost = _ignore, _ignore
        self._connection._reader = self._connection._writer = None
        self._transport.abort()


class Calls:
    """Calls on a wire: several may be under way, and are answered in their order."""

    def __init__(
        self,
        connection: AbstractConnection,
        silence: float,
        on_lost: Callable[[Exception], None],
    ) -> None:
        """``on_lost`` is also called when nothing is answered for ``silence`` seconds."""
        self._loop = asyncio.get_running_loop()
        self._wire = Wire(connection, self._take, on_lost)
        self._silence = silence
        self._on_lost = on_lost
        self._waiting: deque[tuple[int, list[Reply], asyncio.Future[list[Reply]]]] = deque()
        self._watch: asyncio.TimerHandle | None = None

    def call(self, commands: Sequence[Command]) -> asyncio.Future[list[Reply]]:
        """Send ``commands`` and return the future of their replies."""
        answered: asyncio.Future[list[Reply]] = self._loop.create_future()
        if not commands:
            answered.set_result([])
            return answered
        self._wire.send(commands)
        self._waiting.append((len(commands), [], answered))
        if self._watch is None:
            self._watch = self._loop.call_later(self._silence, self._give_up)
        return answered

    def _take(self, reply: Reply) -> None:
        count, replies, answered = self._waiting[0]
        replies.append(reply)
        if len(replies) < count:
            return
        self._waiting.popleft()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if self._waiting:
            self._watch = self._loop.call_later(self._silence, self._give_up)
        if not answered.done():
            answered.set_result(replies)

    def _give_up(self) -> None:
        self._on_lost(TimeoutError("it does not answer"))

    def drop(self, failure: Exception) -> None:
        """Close the connection; all calls fail."""
        if self._watch is not None:
            self._watch.cancel()
        self._wire.drop()
        for _, _, answered in self._waiting:
            if not answered.done():
                answered.set_exception(failure)
                answered.exception()  # whoever has called may be gone
        self._waiting.clear()


def _ignore(_argument: object) -> None:
    """Do nothing: the connection is given up."""
