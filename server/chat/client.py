"""Somebody at the chat: one connection, the dialect that it speaks, and the room it is for."""

from dataclasses import dataclass

from server.core.rate_limiter import Pace
from server.core.room import Newcomer, Room
from server.dialects.base import Dialect
from server.ws.connection import Connection


@dataclass(slots=True, eq=False)
class Guest:
    """``room`` is None until they have joined. ``name`` is whose they are for sure, or the name
    they came with; "" if a ``join`` is to tell."""

    connection: Connection
    dialect: Dialect
    room_name: str
    name: str = ""
    is_proven: bool = False
    since: int | None = None
    pace: Pace | None = None
    room: "Room[Guest] | None" = None

    def comes_as(self, name: str) -> Newcomer:
        """How this guest comes in under ``name``."""
        dialect = self.dialect
        return Newcomer(
            name, dialect.is_briefed, dialect.hears_own_arrival, self.since, self.is_proven
        )
