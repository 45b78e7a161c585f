"""Ids and times: one for each message, the same for all, growing in the order of hearing."""

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import History, Message, PrivateMessage, ReceivedEvent

Numbered = Message | PrivateMessage


def judge(case: Case) -> list[Violation]:
    """The law of numbers."""
    known: dict[tuple[str, str], Numbered] = {}
    ids: dict[tuple[str, ReceivedEvent], str] = {}
    found: list[Violation] = []
    for session in case.listeners:
        if session.connection.dialect.is_extended:
            found += _judge_growth(session)
            found += _judge_sameness(session, case, known)
            found += _judge_uniqueness(session, case, ids)
    return found


def numbered(received: ReceivedEvent) -> list[Numbered]:
    """The messages with ids that are told in one frame."""
    match received:
        case Message() | PrivateMessage():
            return [received]
        case History(messages, _):
            return list(messages)
    return []


def _judge_growth(session: Session) -> list[Violation]:
    """What is said live, and what stands in one history, stands in the order of its ids. Who says
    something once and again hears the first once more."""
    repeats = any(said.client_id is not None for _, said in session.said)
    live = [h for _, h in session.received if isinstance(h, Message | PrivateMessage)]
    rows = [live] + [list(h.messages) for _, h in session.received if isinstance(h, History)]
    for row in rows:
        last: Numbered | None = None
        for message in row:
            if last is not None and int(message.id) <= int(last.id):
                if repeats and row is live:
                    continue
                expected = f"an id above {last.id} ({last})"
                actual = f"id {message.id} ({message})"
                return [Violation(Law.NUMBERS, session.connection, expected, actual)]
            last = message
    return []


def _judge_sameness(
    session: Session, case: Case, known: dict[tuple[str, str], Numbered]
) -> list[Violation]:
    """Whatever is heard under one id is one message, of one time."""
    room = session.connection.room
    earlier = case.carry_over.ids.get(room, {})
    for _, received in session.received:
        for message in numbered(received):
            other = known.setdefault((room, message.id), earlier.get(message.id, message))
            if (other, other.at) != (message, message.at):
                expected = f"under id {message.id} {other}, of {other.at}"
                actual = f"{message}, of {message.at}"
                return [Violation(Law.NUMBERS, session.connection, expected, actual)]
    return []


def _judge_uniqueness(
    session: Session, case: Case, ids: dict[tuple[str, ReceivedEvent], str]
) -> list[Violation]:
    """Whatever was said once has one id for all."""
    for _, received in session.received:
        key = session.connection.room, received
        if isinstance(received, Message | PrivateMessage) and key in case.once:
            first = ids.setdefault(key, received.id)
            if first != received.id:
                expected, actual = f"{received} has id {first}", f"it came with id {received.id}"
                return [Violation(Law.NUMBERS, session.connection, expected, actual)]
    return []
