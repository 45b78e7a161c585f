"""A connection on a fake transport, with both its ends in view."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from server.ws.connection import Connection
from server.ws.frames import DataMessage
from server.ws.send_queue import ConnectionLimits
from server.ws.write_batch import WriteBatch
from tests.server.support.fake_transport import FakeTransport

SEND_BUFFER = 100  # bytes


@dataclass
class Receiver:
    """Writes down what it is told."""

    messages: list[DataMessage] = field(default_factory=list)
    ends: list[tuple[int, str]] = field(default_factory=list)
    when_ended: Callable[[], None] = lambda: None

    def received(self, _connection: Connection, texts: list[str]) -> None:
        self.messages += texts

    def received_binary(self, _connection: Connection, data: bytes) -> None:
        self.messages.append(data)

    def ended(self, _connection: Connection, code: int, reason: str) -> None:
        self.ends.append((code, reason))
        self.when_ended()


@dataclass
class ConnectionOwner:
    """Records forgotten connections, and the number of evictions."""

    gone: list[Connection] = field(default_factory=list)
    evictions: int = 0

    def forget(self, connection: Connection) -> None:
        self.gone.append(connection)

    def count_eviction(self) -> None:
        self.evictions += 1


@dataclass
class FakeClient:
    """A connection of the server after its handshake, over a fake transport."""

    connection: Connection
    transport: FakeTransport
    receiver: Receiver
    keeper: ConnectionOwner

    @property
    def gone(self) -> list[Connection]:
        return self.keeper.gone

    @property
    def end(self) -> int:
        """The code of the one end that was told."""
        ((code, _reason),) = self.receiver.ends
        return code


def unstarted(number: int = 1, write_batch: WriteBatch | None = None) -> FakeClient:
    transport, keeper, receiver = FakeTransport(), ConnectionOwner(), Receiver()
    write_batch = write_batch or WriteBatch(asyncio.get_running_loop())
    connection = Connection(
        number, transport, write_batch, ConnectionLimits(1024, SEND_BUFFER), keeper, receiver
    )
    return FakeClient(connection, transport, receiver, keeper)


def started(
    early: bytes = b"", number: int = 1, write_batch: WriteBatch | None = None
) -> FakeClient:
    line = unstarted(number, write_batch)
    line.connection.start(b"", early, lambda: None)
    line.transport.writes.clear()
    return line
