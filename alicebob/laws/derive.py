"""Derive the events that clients should have received from the sessions of a scenario.

A worked journal of two users who speak ``plain`` (an entry's number is its position):

     0  Alice  Connecting                     6  Bob    EventReceived: Bob: "hi"
     1  Alice  Connected                      7  Alice  EventReceived: Bob: "hi"
     2  Bob    Connecting                     8  Bob    Disconnecting
     3  Bob    Connected                      9  Bob    Disconnected
     4  Alice  EventReceived: Bob joined     10  Alice  EventReceived: Bob left
     5  Bob    MessageSent "hi"

From it, four expected events follow, all of them certain:

- "Alice joined", begun 0, done 1: the server added Alice between these entries. Nobody must receive
  it: ``plain`` does not announce a join to the user who joins, and Bob connected after 1.
- "Bob joined", begun 2, done 3. Alice must receive it: she was connected (1) before it began (2),
  and stays.
- Bob's "hi", begun 5, done 6: it was sent after 5, and at 6 the first client had received it. Alice
  must receive it. Bob may, but need not: he leaves, and might have left before it returned.
- "Bob left", begun 8, done 10. It is certain, because Bob ended the connection. Alice must receive
  it; Bob may not. If the server had ended the connection, it would begin at Bob's last action.

The derivation cannot know when between ``begun`` and ``done`` the server acted: a client that
connects between them may receive the event, but need not. Of two equal events, it cannot know which
one a client received, so neither counts as done. An event that may be lost is not certain: a
message on a connection that is reset, for example, may be received but need not.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from alicebob.laws.derive_messages import marks, private_messages, public_messages
from alicebob.laws.derive_rejections import (
    dropped_by,
    possibly_dropped,
    rejected_requests,
    rejections,
)
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Announcement, Malformed, ReceivedEvent, UserJoined, UserLeft
from alicebob.model.sent import Join


def expected_events(
    people: list[Session], carry_over: CarryOver | None = None
) -> list[ExpectedEvent]:
    """Return all events that some client may or must receive."""
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
            is_limited = carry_over is not None and carry_over.is_limited
            dropped = dropped_by(session) if is_limited else set()
            found.append(_arrival(session))
            asked_too_fast = possibly_dropped(session) if is_limited else set()
            found.extend(_departure(session, first_heard, dropped | asked_too_fast))
            found.extend(public_messages(session, first_heard, dropped, marked))
            found.extend(private_messages(session, people, first_heard, dropped, marked))
            found.extend(rejections(session, dropped))
            found.extend(rejected_requests(session, asked_too_fast))
    times = Counter((event.room, event.received) for event in found)
    return [
        event if times[event.room, event.received] == 1 else _left_open(event) for event in found
    ]


def _left_open(event: ExpectedEvent) -> ExpectedEvent:
    """Return ``event`` as never done: of two equal events, the one received is not known."""
    return event if isinstance(event.received, UserJoined) else replace(event, done=NEVER)


def _arrival(session: Session) -> ExpectedEvent:
    connection = session.connection
    joined, done = UserJoined(connection.name), session.connected
    words = (p for p, asked in session.asked if isinstance(asked.client_message, Join) and p < done)
    begun = max(words, default=session.connecting)
    but = None if connection.facts.receives_own_join else connection
    return ExpectedEvent(
        joined, connection.room, begun, done, position=begun, but=but, by=connection
    )


def _departure(
    session: Session, first_heard: dict[tuple[str, ReceivedEvent], int], dropped: set[int]
) -> list[ExpectedEvent]:
    """Yield the leave of a session that does not stay.

    A server that ends a connection does so at some time after the user's last action, or after the
    user stopped reading, or after invalid bytes or anything over the rate limit. The user may
    notice it late.
    """
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
    """Yield each announcement once for every room that it is meant for."""
    for position, announces in operator.announced:
        rooms = {p.connection.room for p in people if announces.room in (None, p.connection.room)}
        for room in sorted(rooms):
            received = Announcement(announces.text)
            done = first_heard.get((room, received), NEVER)
            yield ExpectedEvent(
                received, room, position, done, position=position, by=operator.connection
            )
