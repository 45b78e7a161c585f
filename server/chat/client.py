"""A chat client: one connection, its dialect and its room."""

from dataclasses import dataclass

from server.core.rate_limiter import RateLimiter
from server.core.room import Room
from server.core.rules import JoinOptions
from server.dialects.base import Dialect
from server.ws.connection import Connection
from server.ws.log_line import connection_id


@dataclass(slots=True, eq=False)
class Client:
    """One client of the chat. ``room`` is None until the client has joined. ``name`` is the
    authenticated or requested user name; "" if a ``join`` command will supply it. ``session`` is a
    secret by which a client that has lost its connection takes the place of that connection; ""
    for none."""

    connection: Connection
    dialect: Dialect
    room_name: str
    name: str = ""
    is_authenticated: bool = False
    since: int | None = None
    session: str = ""
    rate_limiter: RateLimiter | None = None
    room: "Room[Client] | None" = None

    @property
    def label(self) -> dict[str, str]:
        """The fields of the client in the log, but its name."""
        connection = self.connection
        known = connection_id(connection.number)
        return {"id": known, "address": connection.address, "room": self.room_name}

    def join_options(self, name: str) -> JoinOptions:
        """Return the options with which this client joins as ``name``."""
        dialect = self.dialect
        return JoinOptions(
            name, dialect.is_extended, dialect.receives_own_join, self.since, self.is_authenticated
        )
