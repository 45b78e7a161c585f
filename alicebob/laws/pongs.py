"""Law of order, for pongs: a pong comes after everything that came before its ping.

In a dialect with pings, the pong goes through the room's own order (docs/protocol.md#ping), and the
fences rest on it. An event came before a ping if the same user caused it earlier, or if some client
had received it when the ping was sent.
"""

from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import Pong
from alicebob.model.sent import Ping


def judge(case: Case) -> list[Violation]:
    """Return an event for each client that it received after a pong, and must have before."""
    found: list[Violation] = []
    for session in case.listeners:
        pongs = _pongs(session)
        if pongs:
            found += _judge_session(session, pongs, case)
    return found


def _pongs(session: Session) -> list[tuple[int, int]]:
    """Return the positions of each ping and of its pong, for pings with a nonce of their own."""
    asked: dict[str | None, list[int]] = {}
    for position, client_message in session.asked_after_joining:
        if isinstance(client_message, Ping):
            asked.setdefault(client_message.nonce, []).append(position)
    return [
        (asked[received.nonce][0], position)
        for position, received in session.received
        if isinstance(received, Pong) and received.nonce and len(asked.get(received.nonce, ())) == 1
    ]


def _judge_session(session: Session, pongs: list[tuple[int, int]], case: Case) -> list[Violation]:
    connection = session.connection
    arrived = {received: position for position, received in reversed(session.received)}
    events = [
        event
        for event in case.once.values()
        if event.received in arrived and _is_after_joining(event, session)
    ]
    for asked, answered in pongs:
        for event in events:
            is_before = _came_before(event, asked, session, case.carry_over.has_one_order)
            if is_before and arrived[event.received] > answered:
                expected = f"{event.received} before the pong"
                actual = "the pong came first, though the ping was sent later"
                violation = Violation(Law.ORDER, connection, expected, actual)
                return [violation.at(arrived[event.received])]
    return []


def _is_after_joining(event: ExpectedEvent, session: Session) -> bool:
    is_here = event.by is session.connection or session.connected < event.begun
    return is_here and event.may_be_heard_by(session)


def _came_before(event: ExpectedEvent, asked: int, session: Session, has_one_order: bool) -> bool:
    is_own = event.by is session.connection and event.position < asked
    return is_own or (has_one_order and event.done < asked)
