"""Joins that are not decided yet: other nodes have a say in them.

Until then a handshake is not answered, and nothing more is read from a client that has sent a
``join``.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from server.chat.client import Client
from server.core.events import Rejected
from server.ws.connection import Connection


class NotJoined(Exception):
    """Raised when a join was rejected."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected.sentence)
        self.rejected = rejected


@dataclass(slots=True)
class _Undecided:
    """A join, the future of its handshake (None: it was a message), and whether its client is
    held."""

    decision: asyncio.Future[Rejected | None] | None
    is_held: bool = False


class UndecidedJoins:
    """The joins that are not decided yet, by connection."""

    def __init__(self) -> None:
        self._joins: dict[Connection, _Undecided] = {}

    def begin(self, client: Client, is_handshake: bool) -> None:
        """Note that ``client`` has asked to join."""
        loop = asyncio.get_running_loop()
        self._joins[client.connection] = _Undecided(loop.create_future() if is_handshake else None)

    def hold(self, client: Client, rest: Sequence[str]) -> bool:
        """Keep the ``rest`` of what a client has sent until its join is decided. Returns False if
        there is nothing to wait for."""
        join = self._joins.get(client.connection)
        if join is None or join.is_held:
            return False
        join.is_held = client.connection.receive_queue.hold(rest)
        return join.is_held

    def decide(self, client: Client, rejected: Rejected | None) -> bool:
        """Answer a join. Returns True if its handshake tells the client."""
        join = self._joins.get(client.connection)
        if join is None:
            return False
        if join.decision is not None:
            if not join.decision.done():
                join.decision.set_result(rejected)
            return True
        del self._joins[client.connection]
        if join.is_held:
            client.connection.later(client.connection.receive_queue.release)
        return False

    async def decided(self, connection: Connection) -> None:
        """Wait until the join of a handshake is decided. Raises ``NotJoined``."""
        join = self._joins.get(connection)
        if join is None or join.decision is None:
            return
        try:
            rejected = await join.decision
        finally:
            del self._joins[connection]
        if rejected is not None:
            raise NotJoined(rejected)
