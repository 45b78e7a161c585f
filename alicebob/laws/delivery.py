"""Laws of form, truth and connection, and of each kind of notification: received against expected.

A client that was just joining when an event happened may or may not receive it, because the suite
cannot see at which moment the server added the client to the room.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.law import Case, Law, Violation, is_told, law_of, times
from alicebob.laws.order import judge_repeaters, repeaters
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Malformed, Message, Notification, ReceivedEvent
from alicebob.model.shown_text import difference, shorten
from alicebob.record.journal import Connection

_CLOSED_BY_THE_SERVER = {1001, 1006, 1012, 1013, 4001}
"""Codes with which a server may have closed the connection before it read the user's Close frame;
1006: the connection was lost."""
_CLOSED_FOR_AN_ERROR = {1002, 1003, 1007, 1008, 1009}
"""Further codes for a user who sent something that the server need not accept."""


def judge(case: Case) -> list[Violation]:
    """Return the violations of form, truth and line, and of each kind of notification."""
    found: list[Violation] = []
    repeating = repeaters(case)
    rooms: dict[str, list[ExpectedEvent]] = defaultdict(list)
    for event in case.happened:
        rooms[event.room].append(event)
    for session in case.listeners:
        found += _judge_connection(session)
        if case.carry_over.echoes_close:
            found += _judge_close(session, case.carry_over.is_limited)
        wrong = _judge_received(session, rooms[session.connection.room], case.happened)
        found += wrong or judge_repeaters(session, repeating)
    return found


def _judge_connection(session: Session) -> list[Violation]:
    found = [
        Violation(
            Law.FORM, session.connection, "a frame in the form of the dialect", str(received)
        ).at(position)
        for position, received in session.received
        if isinstance(received, Malformed)
    ]
    if session.was_cut and not session.ever_stopped_reading and session.how_it_ended is not None:
        end = session.how_it_ended
        actual = f"the server closed it with {end.code} {end.reason}".rstrip()
        cut = Violation(Law.CONNECTION, session.connection, "the connection stays open", actual)
        found.append(cut.at(session.ended))
    return found


def _judge_close(session: Session, is_limited: bool) -> list[Violation]:
    """Check that the user's Close frame was answered with its own code (RFC 6455 §5.5.1)."""
    sent, end = session.close_code, session.how_it_ended
    if sent is None or end is None or end.code in (sent, *_CLOSED_BY_THE_SERVER):
        return []
    is_at_fault = session.first_raw < NEVER or session.invalid_sent or is_limited
    if is_at_fault and end.code in _CLOSED_FOR_AN_ERROR:
        return []
    expected, actual = f"a Close frame with {sent} is answered with {sent}", f"with {end.code}"
    return [Violation(Law.CONNECTION, session.connection, expected, actual)]


def _judge_received(
    session: Session, here: Sequence[ExpectedEvent], happened: Sequence[ExpectedEvent]
) -> list[Violation]:
    """Compare the count of each notification with how often it must and may be received.

    ``here`` are the events in the session's room. Most scenarios spend most of their time here.
    """
    possible = [event for event in here if event.may_be_heard_by(session)]
    counts: Counter[Notification] = Counter([h for _, h in session.received if is_told(h)])
    may: Counter[Notification] = Counter([event.received for event in possible])
    must: Counter[Notification] = Counter(
        [event.received for event in possible if event.is_due_to(session)]
    )
    found = []
    for received, count in counts.items():
        if count > may[received]:
            surplus = _too_often(session.connection, received, count, may, happened)
            found.append(surplus.at(session.last_received(received)))
    missing = {received for received, needed in must.items() if counts[received] < needed}
    for received, begun in _last_begun(missing, session, possible).items():
        violation = _missing(session.connection, received, must[received], counts)
        found.append(violation.at(begun))
    return found or _judge_times(session, possible)


def _last_begun(
    missing: Collection[Notification], session: Session, possible: Sequence[ExpectedEvent]
) -> dict[Notification, float]:
    """Return, for each event that is missing, the position after which the server had to send it
    for the last time."""
    return {
        event.received: event.begun
        for event in (possible if missing else ())
        if event.received in missing and event.is_due_to(session)
    }


def _judge_times(session: Session, possible: Sequence[ExpectedEvent]) -> list[Violation]:
    """Find events that were received before they were sent, of those that the session may receive.

    Of equal events, the nth receipt is compared with the nth sending.
    """
    begun: dict[ReceivedEvent, list[float]] = defaultdict(list)
    for event in possible:
        begun[event.received].append(event.begun)
    for positions in begun.values():
        positions.sort(reverse=True)
    for position, received in session.received:
        positions = begun.get(received, [])
        if positions and positions.pop() > position:
            actual = f"received {received} too early"
            return [
                Violation(
                    Law.TRUTH, session.connection, "nothing before a user sends or does it", actual
                ).at(position)
            ]
    return []


def _too_often(
    connection: Connection,
    received: Notification,
    count: int,
    may: Counter[Notification],
    happened: Sequence[ExpectedEvent],
) -> Violation:
    allowed = may[received]
    if allowed:
        actual = f"received {times(count)}"
        return Violation(law_of(received), connection, f"{received}, {times(allowed)}", actual)
    others = [event for event in happened if event.received == received]
    if any(event.but is connection for event in others):
        return Violation(
            law_of(received),
            connection,
            "no notice about the user's own action",
            f"received {received}",
        )
    if any(event.room == connection.room for event in others):
        expected = "nothing from before the client joined, and nothing meant for others"
        return Violation(Law.TRUTH, connection, expected, f"received {received}")
    where = f", which was in room {shorten(others[0].room)}" if others else _unknown(received)
    near = _nearest(received, may)
    return Violation(
        Law.TRUTH,
        connection,
        "only what users said and did in this room",
        f"received {received}{where}{near}",
    )


def _unknown(received: Notification) -> str:
    is_marker = isinstance(received, Message) and received.is_marker
    return ", sent in an earlier scenario" if is_marker else ", which no user said or did"


def _nearest(received: Notification, may: Counter[Notification]) -> str:
    """Return how an altered message differs from what the same sender sent."""
    if not isinstance(received, Message):
        return ""
    for meant in may:
        if (
            isinstance(meant, Message)
            and meant.sender == received.sender
            and _alike(meant, received)
        ):
            return f"; {difference(meant.content, received.content)}"
    return ""


def _alike(a: Message, b: Message) -> bool:
    return a.content[:8] == b.content[:8] or a.content[-8:] == b.content[-8:]


def _missing(
    connection: Connection, received: Notification, needed: int, counts: Counter[Notification]
) -> Violation:
    came = f"received {times(counts[received])}" if counts[received] else "never received"
    expected = f"{received}, {times(needed)}"
    return Violation(law_of(received), connection, expected, came, may_heal=True, awaited=received)
