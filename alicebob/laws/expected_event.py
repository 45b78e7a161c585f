"""Something that happened and is to be heard; and what is known of a server besides."""

from dataclasses import dataclass, field

from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Message, Notification, PrivateMessage, UserJoined
from alicebob.record.journal import Connection


@dataclass(slots=True)
class CarryOver:
    """What is known of a server besides a scenario's journal.

    ``late_departures``: departures of an earlier scenario, of which nobody was left to hear.
    ``said``: what earlier scenarios said in each room, so that it may stand in a history; that is
    all that was said if the suite ``knows_all``: the server did not run before.
    ``ids``: what was heard under each id, in each room. ``is_limited``: it may refuse who goes too
    fast. ``proves_names``: nobody comes in without a proof of their name. ``remembers_from``: the
    place in the journal before which it may have forgotten everything.
    """

    late_departures: list["ExpectedEvent"] = field(default_factory=list)
    said: set[tuple[str, Message | PrivateMessage]] = field(default_factory=set)
    ids: dict[str, dict[str, Message | PrivateMessage]] = field(default_factory=dict)
    is_limited: bool = False
    proves_names: bool = False
    knows_all: bool = True
    remembers_from: int = 0


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """Something that is to be heard: not before ``begun``, and surely no later than ``done``.

    Whoever is named in ``only`` alone may hear it, whoever is named in ``but`` alone may not;
    ``to`` is the name of those who, besides its cause, may. What is not ``certain`` may be heard,
    but need not.
    """

    received: Notification
    room: str
    begun: float
    done: float
    certain: bool = True
    position: float = NEVER  # among what the same line did: the order in which all must hear it
    only: Connection | None = None
    but: Connection | None = None
    by: Connection | None = None
    to: str | None = None

    def may_be_heard_by(self, session: Session) -> bool:
        """Whether it is no fault if ``session`` hears this once."""
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
        """Whether ``session`` was in when this happened, for sure, and stays to hear it; or it is
        its own arrival."""
        is_own = isinstance(self.received, UserJoined) and session.connection is self.by
        was_in = session.connected < self.begun or is_own
        return self.certain and was_in and session.stays and self.may_be_heard_by(session)

    def _is_to(self, connection: Connection) -> bool:
        return connection.name == self.to and connection.dialect.is_extended
