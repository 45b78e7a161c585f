"""Derive the messages, private messages and rejections that clients should have received.

The suite cannot know whether a message that was sent on a lost connection reached the server, nor
whether the recipient of a private message had joined or left by then. It cannot see the server's
rate limit either, so it reads the dropped messages from the answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alicebob.dialects.parsing import folded
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import (
    Message,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    UserLeft,
)
from alicebob.model.sent import Join
from alicebob.record.journal import InvalidSent, MessageSent

FirstHeard = Mapping[tuple[str, ReceivedEvent], int]


@dataclass(slots=True)
class Mark:
    """The first message sent with a client id, and its position in the journal.

    It ``is_sure`` to arrive when at least one message with the id was sent on a connection that was
    not lost.
    """

    position: int
    said: MessageSent
    is_sure: bool = False


Marks = Mapping[tuple[str, str, str], Mark]
"""The marks by room, name and client id."""


def marks(people: Iterable[Session]) -> Marks:
    """Return all client ids in use. A rejected message does not use up its id."""
    said = sorted(((p, s, who) for who in people for p, s in who.said), key=lambda one: one[0])
    found: dict[tuple[str, str, str], Mark] = {}
    for position, what, who in said:
        if what.client_id is not None and refusal(who, position, what) is None:
            key = (who.connection.room, who.connection.name, what.client_id)
            mark = found.setdefault(key, Mark(position, what))
            mark.is_sure = mark.is_sure or not _may_be_lost(who)
    return found


def public_messages(
    session: Session, first_heard: FirstHeard, dropped: set[int], marked: Marks
) -> Iterator[ExpectedEvent]:
    """Yield the messages to the whole room.

    A message on a lost connection may be lost with it, unless some client received it or a later
    message of the same connection. A repetition with the same client id is answered to its sender
    alone, with the first text.
    """
    connection = session.connection
    public = [(p, said) for p, said in session.said if said.to is None and p not in dropped]
    own = ((p, s) for p, s in public if _mark(session, p, s, marked).position == p)
    received = (
        (p, (connection.room, connection.facts.message_from(connection.name, said.text)))
        for p, said in own
    )
    heard_until = max((position for position, key in received if key in first_heard), default=-1)
    for position, said in public:
        if refusal(session, position, said) is not None:
            continue
        mark = _mark(session, position, said, marked)
        message = connection.facts.message_from(connection.name, mark.said.text)
        if mark.position != position:
            yield ExpectedEvent(
                message,
                connection.room,
                position,
                NEVER,
                True,
                position,
                only=connection,
                by=connection,
            )
            continue
        done = first_heard.get((connection.room, message), NEVER)
        certain = position <= heard_until or mark.is_sure
        yield ExpectedEvent(
            message, connection.room, position, done, certain, position, by=connection
        )


def private_messages(
    session: Session,
    people: list[Session],
    first_heard: FirstHeard,
    dropped: set[int],
    marked: Marks,
) -> Iterator[ExpectedEvent]:
    """Yield each private message, or its rejection if nobody in the room has the name.

    For a recipient who is just joining or leaving, both are possible and neither is certain.
    """
    connection = session.connection
    for position, said in session.said:
        if said.to is None or position in dropped or refusal(session, position, said) is not None:
            continue
        mark = _mark(session, position, said, marked)
        to, again = folded(mark.said.to), mark.position != position
        private, nobody = PrivateMessage(connection.name, to, mark.said.text), _nobody(session)
        done = first_heard.get((connection.room, private), NEVER)
        answered = min(
            (p for p, h in session.received if p > position and h in (private, nobody)),
            default=NEVER,
        )
        bearers = [p for p in people if _bears(p, to, connection.room)]
        is_here = any(p.stays and p.connected < position for p in bearers)
        may_be_here = any(
            p.connecting < answered and position < _gone(p, first_heard) for p in bearers
        )
        if may_be_here or again:
            certain = is_here and not again and not _may_be_lost(session)
            only = connection if again else None
            yield ExpectedEvent(
                private,
                connection.room,
                position,
                done,
                certain,
                position,
                only,
                by=connection,
                to=to,
            )
        if not is_here:
            certain = not may_be_here and not again
            yield ExpectedEvent(
                nobody,
                connection.room,
                position,
                NEVER,
                certain,
                position,
                connection,
                by=connection,
            )


def _mark(session: Session, position: int, said: MessageSent, marked: Marks) -> Mark:
    """Return the first message with the same client id; without an id, this message itself."""
    connection, unmarked = session.connection, Mark(position, said, not _may_be_lost(session))
    return marked.get((connection.room, connection.name, said.client_id or ""), unmarked)


def _nobody(session: Session) -> Rejected:
    return Rejected(session.connection.facts.rejection_reason(RejectionReason.NO_SUCH_USER))


def _may_be_lost(session: Session) -> bool:
    """Return True if messages may be lost with the connection."""
    return session.was_cut or session.ever_stopped_reading or "reset" in session.how_it_left


def _bears(session: Session, name: str, room: str) -> bool:
    connection = session.connection
    return connection.name == name and connection.room == room and connection.facts.is_extended


def _gone(session: Session, first_heard: FirstHeard) -> float:
    """Return the position since which the session has surely left, or NEVER.

    A leave that was received before this session left belongs to another user of the same name.
    """
    if session.stays or session.connected == NEVER:
        return NEVER
    told = first_heard.get((session.connection.room, UserLeft(session.connection.name)), NEVER)
    left_after = session.connected if session.disconnecting == NEVER else session.disconnecting
    return told if told > left_after else NEVER


def refusals(session: Session, dropped: set[int]) -> Iterator[ExpectedEvent]:
    """Yield the rejections of messages that are not allowed, each for its sender alone."""
    connection = session.connection
    reasons: list[tuple[int, list[RejectionReason]]] = [
        (position, [RejectionReason.TOO_FAST]) for position in dropped
    ]
    reasons += [
        (position, [reason])
        for position, said in session.said
        if position not in dropped and (reason := refusal(session, position, said)) is not None
    ]
    reasons += [(p, _why(session, p, b)) for p, b in session.invalid_sent if p not in dropped]
    reasons += [(position, [RejectionReason.NOT_JOINED]) for position in session.asked_at_the_door]
    reasons += _vain_joins(session)
    for position, possible in sorted(reasons, key=lambda one: one[0]):
        certain = len(possible) == 1
        for reason in possible:
            refused = Rejected(connection.facts.rejection_reason(reason))
            yield ExpectedEvent(
                refused,
                connection.room,
                position,
                NEVER,
                certain,
                position,
                connection,
                by=connection,
            )


def _why(session: Session, position: int, invalid_sent: InvalidSent) -> list[RejectionReason]:
    """Return the possible reasons to reject an invalid frame; before joining, "not joined" too."""
    if invalid_sent.reason is None:
        return list(RejectionReason)
    is_joined = not session.connection.facts.joins_by_message or position > session.connected
    return [invalid_sent.reason] if is_joined else [invalid_sent.reason, RejectionReason.NOT_JOINED]


def _vain_joins(session: Session) -> list[tuple[int, list[RejectionReason]]]:
    """Return the failed attempts to join, and those of a client that has joined already."""
    asked = [
        position for position, asked in session.asked if isinstance(asked.client_message, Join)
    ]
    vain = [position for position in asked if position < session.connected][:-1]
    late = [position for position in asked if position > session.connected]
    why = [RejectionReason.BAD_NAME, RejectionReason.NAME_TAKEN, RejectionReason.FULL]
    return [(p, why) for p in vain] + [(p, [RejectionReason.ALREADY_JOINED]) for p in late]


def refusal(session: Session, position: int, said: MessageSent) -> RejectionReason | None:
    """Return the reason why this message is rejected at this position, or None."""
    dialect = session.connection.facts
    if dialect.joins_by_message and position < session.connected:
        return dialect.rejection_reason(RejectionReason.NOT_JOINED)
    return dialect.why_rejected(said.text)


def dropped_by(session: Session) -> set[int]:
    """Return the positions of the messages that the server rejected because of its rate limit.

    Every message is answered in the order of sending, by the message itself or by a rejection.
    """
    connection, dropped = session.connection, set()
    spoken: list[tuple[int, MessageSent | InvalidSent]] = [*session.said, *session.invalid_sent]
    answers = [h for _, h in session.received if _is_answer(h, connection.name)]
    for position, what in sorted(spoken, key=lambda one: one[0]):
        if not answers:
            break
        if answers[0] == Rejected(RejectionReason.TOO_FAST):
            dropped.add(position)
        elif not _answers(answers[0], what):
            continue  # from another user of the same name, or altered
        answers.pop(0)
    return dropped


def _answers(answer: ReceivedEvent, spoken: MessageSent | InvalidSent) -> bool:
    match answer, spoken:
        case Message(_, content) | PrivateMessage(_, _, content), MessageSent(text):
            return content == text
    return True


def _is_answer(received: ReceivedEvent, name: str) -> bool:
    match received:
        case Message(sender, _) | PrivateMessage(sender, _, _):
            return sender == name
    return isinstance(received, Rejected)
