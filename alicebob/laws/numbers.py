"""Law of numbers: each message has one id and one time for all clients, and ids grow.

Of two equal messages the suite cannot know which one a client received, so it compares ids only for
messages that were sent once.
"""

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import History, Message, PrivateMessage, ReceivedEvent

Numbered = Message | PrivateMessage


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of numbers."""
    known: dict[tuple[str, str], Numbered] = {}
    ids: dict[tuple[str, ReceivedEvent], str] = {}
    found: list[Violation] = []
    for session in case.listeners:
        if session.connection.facts.is_extended:
            found += _judge_growth(session, case)
            found += _judge_sameness(session, case, known)
            found += _judge_uniqueness(session, case, ids)
            found += _judge_client_ids(session)
    return found


def numbered(received: ReceivedEvent) -> list[Numbered]:
    """Return the messages with ids in one frame."""
    match received:
        case Message() | PrivateMessage():
            return [received]
        case History(messages, _):
            return list(messages)
    return []


def rows_of_ids(session: Session) -> list[list[str]]:
    """Return the ids that grow on a sound server: those of live messages, and of each history.

    A client that repeats a message with the same client id receives the first one again.
    """
    rows = [[m.id for m in h.messages] for _, h in session.received if isinstance(h, History)]
    if all(said.client_id is None for _, said in session.said):
        live = (h for _, h in session.received if isinstance(h, Message | PrivateMessage))
        rows.append([message.id for message in live])
    return rows


def _judge_growth(session: Session, case: Case) -> list[Violation]:
    """Check that ids grow in live messages and in each history.

    A client that repeats a message with the same client id receives the first one again.
    """
    repeats = any(said.client_id is not None for _, said in session.said)
    live = [(p, h) for p, h in session.received if isinstance(h, Message | PrivateMessage)]
    rows = [live]
    rows += [[(p, m) for m in h.messages] for p, h in session.received if isinstance(h, History)]
    for row in rows:
        last: Numbered | None = None
        for position, message in row:
            if last is not None and case.rank(message.id) <= case.rank(last.id):
                if repeats and row is live:
                    continue
                expected = f"an id above {last.id} ({last})"
                actual = f"id {message.id} ({message})"
                return [Violation(Law.NUMBERS, session.connection, expected, actual).at(position)]
            last = message
    return []


def _judge_sameness(
    session: Session, case: Case, known: dict[tuple[str, str], Numbered]
) -> list[Violation]:
    """Check that one id belongs to one message with one time."""
    room = session.connection.room
    earlier = case.carry_over.ids.get(room, {})
    for position, received in session.received:
        for message in numbered(received):
            other = known.setdefault((room, message.id), earlier.get(message.id, message))
            if (other, other.at) != (message, message.at):
                expected = f"id {message.id} for {other}, at {other.at}"
                actual = f"id {message.id} for {message}, at {message.at}"
                return [Violation(Law.NUMBERS, session.connection, expected, actual).at(position)]
    return []


def _judge_uniqueness(
    session: Session, case: Case, ids: dict[tuple[str, ReceivedEvent], str]
) -> list[Violation]:
    """Check that a message that was sent once has one id for all clients."""
    for position, received in session.received:
        key = session.connection.room, received
        if isinstance(received, Message | PrivateMessage) and key in case.once:
            first = ids.setdefault(key, received.id)
            if first != received.id:
                expected, actual = f"{received} has id {first}", f"received with id {received.id}"
                return [Violation(Law.NUMBERS, session.connection, expected, actual).at(position)]
    return []


def _judge_client_ids(session: Session) -> list[Violation]:
    """Check that a client receives no client id but those of the messages that it sent itself.

    A server need not return them; but by one that is somebody else's, a client would take that
    user's words for its own.
    """
    own = {said.client_id for _, said in session.said}
    for position, received in session.received:
        told = received.client_id if isinstance(received, Message | PrivateMessage) else None
        if told is not None and told not in own:
            expected = "only client ids of messages that this connection sent"
            actual = f"{received} with the client id {told}"
            return [Violation(Law.NUMBERS, session.connection, expected, actual).at(position)]
    return []
