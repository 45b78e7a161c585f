"""Somebody at the chat: one connection, the dialect that it speaks, and the room it is for."""

from dataclasses import dataclass

from server.core.rate_limiter import RateLimiter
from server.core.room import JoinOptions, Room
from server.dialects.base import Dialect
from server.ws.connection import Connection


@dataclass(slots=True, eq=False)
class Client:
    """``room`` is None until they have joined. ``name`` is whose they are for sure, or the name
    they came with; "" if a ``join`` is to tell."""

    connection: Connection
    dialect: Dialect
    room_name: str
    name: str = ""
    is_authenticated: bool = False
    since: int | None = None
    rate_limiter: RateLimiter | None = None
    room: "Room[Client] | None" = None

    def join_options(self, name: str) -> JoinOptions:
        """How this guest comes in under ``name``."""
        dialect = self.dialect
        return JoinOptions(
            name, dialect.is_extended, dialect.receives_own_join, self.since, self.is_authenticated
        )
