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
  it; Bob may not. If the server had ended the connection, it would begin at Bob's last
  message that somebody received.

The derivation cannot know when between ``begun`` and ``done`` the server acted: a client that
connects between them may receive the event, but need not. Of equal events it cannot know which one
a client received, but it knows how many were done: as many as some client had received. An event
that may be lost is not certain: a message on a connection that is reset, for example, may be
received but need not. Where several servers serve the chat and share no order, nothing is ever
done: what users of one server have received, those of another may receive later.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from alicebob.laws.answers import dropped_by, texts_by_id
from alicebob.laws.derive_messages import marks, private_messages, public_messages
from alicebob.laws.derive_rejections import (
    possibly_dropped,
    refused_by,
    rejected_requests,
    rejections,
)
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import (
    Announcement,
    Malformed,
    ReceivedEvent,
    RejectionReason,
    UserJoined,
)
from alicebob.model.sent import Join
from alicebob.record.journal import MessageSent

Receipts = Mapping[tuple[str, ReceivedEvent], Sequence[int]]
"""By room and event: the first position at which some client had received it once, twice, …"""


def expected_events(
    people: Sequence[Session], carry_over: CarryOver | None = None
) -> list[ExpectedEvent]:
    """Return all events that some client may or must receive, late leaves included."""
    carry_over = carry_over or CarryOver()
    receipts = _receipts(people)
    first_heard = {key: positions[0] for key, positions in receipts.items()}
    dropped_of = _dropped(people, carry_over, first_heard)
    why = RejectionReason.TOO_FAST if carry_over.is_limited else RejectionReason.FULL
    marked = marks(people, {position for dropped in dropped_of.values() for position in dropped})
    found = list(carry_over.late_departures)
    for session in people:
        found.extend(_announcements(session, people, first_heard))
        if session.connected < NEVER:
            dropped = dropped_of.get(session.connection.number, set())
            found.extend(_arrival(session))
            asked_too_fast = possibly_dropped(session) if carry_over.is_limited else set()
            found.extend(_departure(session, first_heard, dropped | asked_too_fast))
            found.extend(public_messages(session, first_heard, dropped, marked))
            found.extend(private_messages(session, people, first_heard, dropped, marked))
            found.extend(rejections(session, dropped, why))
            found.extend(rejected_requests(session, asked_too_fast))
    found = _with_equal_events(found, receipts)
    return [replace(event, done=NEVER) for event in found] if carry_over.may_lag else found


def _dropped(
    people: Sequence[Session],
    carry_over: CarryOver,
    first_heard: Mapping[tuple[str, ReceivedEvent], int],
) -> dict[int, set[int]]:
    """Return the positions of the messages that the server rejected for reasons of its own, by
    the number of the connection."""
    if carry_over.is_limited:
        by_id = texts_by_id(people)
        return {each.connection.number: dropped_by(each, by_id) for each in people}
    if carry_over.may_refuse:
        return {each.connection.number: refused_by(each, first_heard) for each in people}
    return {}


def _receipts(people: Sequence[Session]) -> Receipts:
    found: dict[tuple[str, ReceivedEvent], list[int]] = defaultdict(list)
    for session in people:
        counts: dict[ReceivedEvent, int] = defaultdict(int)
        for position, received in session.received:
            if isinstance(received, Malformed):
                continue
            positions = found[session.connection.room, received]
            if counts[received] == len(positions):
                positions.append(position)
            positions[counts[received]] = min(positions[counts[received]], position)
            counts[received] += 1
    return found


def _with_equal_events(events: list[ExpectedEvent], receipts: Receipts) -> list[ExpectedEvent]:
    """Return the events, with an end for as many of equal ones as some client had received.

    Those that only one connection may receive, and joins, whose ends are known, are left alone.
    """
    equal: dict[tuple[str, ReceivedEvent], list[ExpectedEvent]] = defaultdict(list)
    for event in events:
        equal[event.room, event.received].append(event)
    found: list[ExpectedEvent] = []
    for key, group in equal.items():
        if len(group) == 1 or isinstance(key[1], UserJoined):
            found += group
        elif any(event.only is not None for event in group):
            found += [replace(event, done=NEVER) for event in group]
        else:
            ends = [*receipts.get(key, ())[: len(group)], *[NEVER] * len(group)]
            group.sort(key=lambda event: event.begun)
            found += [replace(e, done=end) for e, end in zip(group, ends, strict=False)]
    return found


def _arrival(session: Session) -> list[ExpectedEvent]:
    connection = session.connection
    joined, done = connection.facts.join_of(connection.name), session.connected
    if joined is None:
        return []
    words = (p for p, asked in session.asked if isinstance(asked.client_message, Join) and p < done)
    begun = max(words, default=session.connecting)
    but = None if connection.facts.receives_own_join else connection
    return [
        ExpectedEvent(joined, connection.room, begun, done, position=begun, but=but, by=connection)
    ]


def _departure(
    session: Session, first_heard: dict[tuple[str, ReceivedEvent], int], dropped: set[int]
) -> list[ExpectedEvent]:
    """Return the leave of a session that does not stay, where the wire tells of it.

    A server that ends a connection does so at some time after the user's last message that somebody
    received, or after the user stopped reading, or after invalid bytes or anything over the rate
    limit. The user may notice it late, and act in vain.
    """
    connection = session.connection
    left = connection.facts.leave_of(connection.name)
    if session.stays or left is None:
        return []
    begun = min(session.disconnecting, session.first_stopped_reading)
    if begun == NEVER:
        heard = [p for p, said in session.said if _message(session, said) in first_heard]
        begun = min(session.first_raw, max(heard, default=session.connected), *dropped)
    certain = min(session.disconnecting, session.ended) < NEVER
    done = first_heard.get((connection.room, left), NEVER)
    return [
        ExpectedEvent(left, connection.room, begun, done, certain, but=connection, by=connection)
    ]


def _message(session: Session, said: MessageSent) -> tuple[str, ReceivedEvent]:
    connection = session.connection
    return connection.room, connection.facts.message_from(connection.name, said.text)


def _announcements(
    operator: Session, people: Sequence[Session], first_heard: dict[tuple[str, ReceivedEvent], int]
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
