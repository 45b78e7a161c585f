"""What happened in a scenario, worked out from who was in when: all that is to be heard."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from alicebob.laws.derive_messages import (
    dropped_by,
    marks,
    private_messages,
    public_messages,
    refusals,
)
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Announcement, Malformed, ReceivedEvent, UserJoined, UserLeft
from alicebob.model.sent import Join


def expected_events(
    people: list[Session], carry_over: CarryOver | None = None
) -> list[ExpectedEvent]:
    """All that happened and is to be heard by somebody."""
    first_heard: dict[tuple[str, ReceivedEvent], int] = {}
    for session in people:
        for position, received in session.received:
            if not isinstance(received, Malformed):
                key = (session.connection.room, received)
                first_heard[key] = min(position, first_heard.get(key, position))
    marked = marks(people)
    found: list[ExpectedEvent] = []
    for session in people:
        found.extend(_announcements(session, people, first_heard))
        if session.connected < NEVER:
            dropped = (
                dropped_by(session) if carry_over is not None and carry_over.is_limited else set()
            )
            found.append(_arrival(session))
            found.extend(_departure(session, first_heard, dropped))
            found.extend(public_messages(session, first_heard, dropped, marked))
            found.extend(private_messages(session, people, first_heard, dropped, marked))
            found.extend(refusals(session, dropped))
    times = Counter((event.room, event.received) for event in found)
    return [
        event if times[event.room, event.received] == 1 else _left_open(event) for event in found
    ]


def _left_open(event: ExpectedEvent) -> ExpectedEvent:
    """Of two alike, nobody knows which it was that was heard, so neither is known to be over."""
    return event if isinstance(event.received, UserJoined) else replace(event, done=NEVER)


def _arrival(session: Session) -> ExpectedEvent:
    connection = session.connection
    joined, done = UserJoined(connection.name), session.connected
    words = (p for p, asked in session.asked if isinstance(asked.client_message, Join) and p < done)
    begun = max(words, default=session.connecting)
    but = None if connection.dialect.receives_own_join else connection
    return ExpectedEvent(
        joined, connection.room, begun, done, position=begun, but=but, by=connection
    )


def _departure(
    session: Session, first_heard: dict[tuple[str, ReceivedEvent], int], dropped: set[int]
) -> list[ExpectedEvent]:
    """When the server ended the line, it did so at some time after its user's last act, or after
    the user had fallen silent; or for what was no message, or too much, of which the user may
    notice late."""
    connection, left = session.connection, UserLeft(session.connection.name)
    if session.stays:
        return []
    begun = min(session.disconnecting, session.first_stopped_reading)
    if begun == NEVER:
        begun = min(session.first_raw, session.last_act, *dropped)
    certain = min(session.disconnecting, session.ended) < NEVER
    done = first_heard.get((connection.room, left), NEVER)
    return [
        ExpectedEvent(left, connection.room, begun, done, certain, but=connection, by=connection)
    ]


def _announcements(
    operator: Session, people: list[Session], first_heard: dict[tuple[str, ReceivedEvent], int]
) -> Iterator[ExpectedEvent]:
    """The operator's word is heard in the room that it is for, or in all of them."""
    for position, announces in operator.announced:
        rooms = {p.connection.room for p in people if announces.room in (None, p.connection.room)}
        for room in sorted(rooms):
            received = Announcement(announces.text)
            done = first_heard.get((room, received), NEVER)
            yield ExpectedEvent(
                received, room, position, done, position=position, by=operator.connection
            )
