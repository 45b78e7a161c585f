"""Expected events, and the carry-over from earlier scenarios.

The suite cannot know when exactly the server acted, so an event has a first and a last possible
position in the journal, and a client that was connecting in between may or may not receive it.
"""

from dataclasses import dataclass, field

from alicebob.laws.room_log import Logs
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Message, Notification, PrivateMessage, UserJoined
from alicebob.record.journal import Connection


@dataclass(slots=True)
class CarryOver:
    """Knowledge of a server that is not in the scenario's journal.

    ``late_departures``: leaves of an earlier scenario that nobody was left to receive.
    ``said``: the messages of earlier scenarios in each room, which a history may contain; these are
    all messages if the suite ``knows_all``, because the server did not run before.
    ``logs``: what surely was said in each room.
    ``ids``: the message received under each id, in each room. ``is_limited``: the server may reject
    messages for its rate limit. ``proves_names``: every user proves their name with a token.
    ``remembers_from``: the position in the journal before which the server may have forgotten
    everything. ``has_one_order``: all clients in a room receive one order. ``echoes_close``: the
    server answers a Close frame with the code in it. ``tells_past``: clients may be told earlier
    messages one by one. It ``may_lag``: several servers serve the chat and share no order, so that
    users of one may receive later what those of another have received. ``may_refuse``: the
    server may have rejected messages that it could not keep, because its store was away, or
    because it stood still until others took it for lost.
    """

    late_departures: list["ExpectedEvent"] = field(default_factory=list)
    said: set[tuple[str, Message | PrivateMessage]] = field(default_factory=set)
    logs: Logs = field(default_factory=Logs)
    ids: dict[str, dict[str, Message | PrivateMessage]] = field(default_factory=dict)
    is_limited: bool = False
    proves_names: bool = False
    knows_all: bool = True
    remembers_from: int = 0
    has_one_order: bool = True
    echoes_close: bool = False
    tells_past: bool = False
    may_lag: bool = False
    may_refuse: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """An event that clients may or must receive. The server acts after ``begun``, before ``done``.

    ``only``: the one connection that may receive it. ``but``: the one connection that may not.
    ``by``: the connection that caused it. ``to``: the name of the recipient of a private message.
    An event that is not ``certain`` may be received, but need not.
    """

    received: Notification
    room: str
    begun: float
    done: float
    certain: bool = True
    position: float = NEVER  # of the action: orders the events of one connection
    only: Connection | None = None
    but: Connection | None = None
    by: Connection | None = None
    to: str | None = None

    def may_be_heard_by(self, session: Session) -> bool:
        """Return True if ``session`` may receive this once."""
        connection = session.connection
        if (
            connection.room != self.room
            or connection is self.but
            or self.only not in (None, connection)
        ):
            return False
        if self.to is not None and connection is not self.by and not self._is_to(connection):
            return False
        return not self.done < session.connecting

    def must_be_heard_by(self, session: Session) -> bool:
        """Return True if ``session`` must receive this."""
        return self.is_due_to(session) and self.may_be_heard_by(session)

    def is_due_to(self, session: Session) -> bool:
        """Return True if ``session`` must receive this, given that it may: it surely had joined
        before, and stays; or this is its own join."""
        was_in = session.connected < self.begun or (
            session.connection is self.by and isinstance(self.received, UserJoined)
        )
        return was_in and self.certain and session.stays

    def _is_to(self, connection: Connection) -> bool:
        return connection.name == self.to and connection.facts.has_private
