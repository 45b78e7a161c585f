"""Law of order: all clients receive one order, which has each user's actions in their order.

Of two equal events the suite cannot know which one a client received, so they take no part in the
one order. Equal messages of one user are compared with the order in which that user sent them.
"""

from collections import defaultdict
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.law import Case, Law, Once, Violation, law_of
from alicebob.laws.sessions import Session
from alicebob.model.received import Message, ReceivedEvent, UserJoined
from alicebob.record.journal import Connection


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of order, and events that only the order shows missing."""
    found: list[Violation] = []
    if case.carry_over.has_one_order:
        for session in case.listeners:
            found += _judge_gaps(session, case)
        found += _judge_agreement(case.listeners, case.once)
    if not case.carry_over.may_lag:
        found += _judge_simultaneous(case.listeners, case.once)
    return found + _judge_sequences(case)


def _judge_gaps(session: Session, case: Case) -> list[Violation]:
    """Find gaps in what a client received that left early.

    It need not receive the rest, but must have received everything before its last event, in the
    order of a client that stays.
    """
    room, once = session.connection.room, case.once
    witness = case.witness(room)
    if session.stays or witness is None:
        return []
    own = {received for _, received in session.received if (room, received) in once}
    order = [received for _, received in witness.received if (room, received) in once]
    last = max((position for position, received in enumerate(order) if received in own), default=0)
    missed = (once[room, received] for received in order[:last] if received not in own)
    return [
        Violation(
            law_of(event.received),
            session.connection,
            str(event.received),
            "missing, though later events were received",
        ).at(event.begun)
        for event in missed
        if session.connected < event.begun and event.may_be_heard_by(session)
    ]


def _judge_simultaneous(listeners: Sequence[Session], once: Once) -> list[Violation]:
    """Find pairs of users who joined at the same time, where neither was told of the other."""
    waiting = [p for p in listeners if p.stays and (p.connection.room, _join_of(p)) in once]
    told = {p.connection.number: {received for _, received in p.received} for p in waiting}
    return [
        Violation(
            Law.ARRIVALS,
            one.connection,
            f"{one.connection.user} is told of {other.connection.user}, or the other way round",
            "they joined at the same time, and neither was told of the other",
            may_heal=True,
        ).at(max(one.connected, other.connected))
        for one, other in combinations(waiting, 2)
        if one.connection.room == other.connection.room
        and max(one.connecting, other.connecting) < min(one.connected, other.connected)
        and _join_of(other) not in told[one.connection.number]
        and _join_of(one) not in told[other.connection.number]
    ]


def _join_of(session: Session) -> UserJoined | None:
    return session.connection.facts.join_of(session.connection.name)


def _unique(session: Session, once: Once) -> list[ReceivedEvent]:
    """Return the unique events that a client received, in their order."""
    room = session.connection.room
    return list(dict.fromkeys(h for _, h in session.received if (room, h) in once))


def _judge_agreement(listeners: Sequence[Session], once: Once) -> list[Violation]:
    """Find events that clients received in different orders."""
    before: dict[tuple[str, ReceivedEvent], set[tuple[str, ReceivedEvent]]] = defaultdict(set)
    sequences = [(session, _unique(session, once)) for session in listeners]
    for session, sequence in sequences:
        room = session.connection.room
        for earlier, later in pairwise(sequence):
            before[room, later].add((room, earlier))
    try:
        TopologicalSorter(before).prepare()
    except CycleError:
        return [_disagreement(sequences)]
    return []


def _judge_sequences(case: Case) -> list[Violation]:
    """Find events that a client did not receive in the order of their user's actions."""
    found = []
    for session in case.listeners:
        room = session.connection.room
        events = [case.once[room, received] for received in _unique(session, case.once)]
        found += _judge_acts(session, events)
    return found


def _judge_acts(session: Session, sequence: Sequence[ExpectedEvent]) -> list[Violation]:
    """Check that the events of one connection are received in the order of its actions."""
    last: dict[int, ExpectedEvent] = {}
    for event in sequence:
        if event.by is None:
            continue
        before = last.get(event.by.number)
        if before is not None and before.position > event.position:
            expected = f"{event.received} before {before.received}, as the user did it"
            actual = f"{before.received} came first"
            violation = Violation(Law.ORDER, session.connection, expected, actual)
            return [violation.at(session.last_received(event.received))]
        last[event.by.number] = event
    return []


Repeater = tuple[Connection, list[Message]]
"""A connection that sends equal messages, with all its messages."""


def repeaters(case: Case) -> list[Repeater]:
    """Return the connections that sent equal messages and share their name with no other.

    A connection that uses client ids is left out: its repetitions are not delivered again.
    """
    found = []
    for speaker in case.listeners:
        connection, said = speaker.connection, [said for _, said in speaker.said if said.to is None]
        told = [connection.facts.message_from(connection.name, one.text) for one in said]
        is_marked = any(one.client_id is not None for one in said)
        if len(set(told)) < len(told) and case.bearers(connection) == 1 and not is_marked:
            found.append((connection, told))
    return found


def judge_repeaters(session: Session, repeaters: list[Repeater]) -> list[Violation]:
    """Check the order of each repeater's messages, the equal ones included."""
    connection = session.connection
    for speaker, said in repeaters:
        if speaker.room != connection.room:
            continue
        rest, known = iter(said), set(said)
        for position, received in session.received:
            if received in known and received not in rest:  # continues after the last match
                expected = f"the messages of {speaker.user} in the order of sending"
                actual = f"{received} is out of order"
                return [Violation(Law.ORDER, connection, expected, actual).at(position)]
    return []


def _disagreement(sequences: Sequence[tuple[Session, list[ReceivedEvent]]]) -> Violation:
    """Return a violation that names two events received in different orders, if there are two."""
    for i, (session, sequence) in enumerate(sequences):
        connection = session.connection
        positions = {received: position for position, received in enumerate(sequence)}
        for another, others in sequences[i + 1 :]:
            other = another.connection
            if other.room != connection.room:
                continue
            common = [received for received in others if received in positions]
            for first, second in pairwise(common):
                if positions[first] > positions[second]:
                    expected = f"{connection.user} and {other.user} receive one order"
                    actual = (
                        f"{other.user} received {first}, then {second}; {connection.user} did not"
                    )
                    violation = Violation(Law.ORDER, connection, expected, actual)
                    return violation.at(session.last_received(first))
    connection = sequences[0][0].connection
    return Violation(
        Law.ORDER,
        connection,
        "one order for all clients",
        "no single order fits what the clients received",
    )
