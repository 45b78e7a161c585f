"""Attendance: who surely was in a room when a server looked, and who may have been.

Nobody knows when exactly a server looked: at some time between two positions in the journal.
"""

from alicebob.laws.law import Case
from alicebob.laws.sessions import Session
from alicebob.model.received import UserLeft


def surely_here(session: Session, since: float, until: float) -> bool:
    """Return True for a client that had joined before ``since``, and did not leave before
    ``until``. Of one whom the server cut off, nobody knows since when it was not there."""
    left = min(session.first_stopped_reading, session.disconnecting)
    return session.connected < since and left > until and not session.was_cut


def perhaps_here(session: Session, since: float, until: float, case: Case) -> bool:
    """Return True for a client that had begun to join before ``until``, unless somebody had been
    told before ``since`` that it has left."""
    name, room = session.connection.name, session.connection.room
    left = case.once.get((room, UserLeft(name)))
    was_gone = left is not None and left.by is session.connection and left.done < since
    return session.connecting < until and not was_gone


def late_leavers(room: str, case: Case) -> list[str]:
    """Return the names of clients of earlier scenarios whose leaves nobody was there to receive."""
    return [
        event.received.name
        for event in case.carry_over.late_departures
        if isinstance(event.received, UserLeft) and event.room == room
    ]
