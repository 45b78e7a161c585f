"""What people said, and what is to be heard of it: by all, by one other, or as a refusal."""

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
    """Where something with a client id was said first, and what. It ``is_sure`` to arrive when at
    least one that bears the id was said on a line that is not lost."""

    position: int
    said: MessageSent
    is_sure: bool = False


Marks = Mapping[tuple[str, str, str], Mark]
"""By room, name and client id."""


def marks(people: Iterable[Session]) -> Marks:
    """All client ids in use. What is refused uses up none."""
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
    """What is said on a line that is lost may be lost with it, unless somebody heard it, or
    something that was said later. What is said once more with the same client id is told once more
    to its sender alone, as it was said first."""
    connection = session.connection
    public = [(p, said) for p, said in session.said if said.to is None and p not in dropped]
    own = ((p, s) for p, s in public if _mark(session, p, s, marked).position == p)
    received = (
        (p, (connection.room, connection.dialect.said(connection.name, said.text)))
        for p, said in own
    )
    heard_until = max((position for position, key in received if key in first_heard), default=-1)
    for position, said in public:
        if refusal(session, position, said) is not None:
            continue
        mark = _mark(session, position, said, marked)
        message = connection.dialect.said(connection.name, mark.said.text)
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
    """Words to one other reach them and come back; if there is no such person, they are refused.
    Of an addressee who is just coming or going nobody knows, so neither is certain."""
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
    """Where this was said first; for what bears no id, here."""
    connection, unmarked = session.connection, Mark(position, said, not _may_be_lost(session))
    return marked.get((connection.room, connection.name, said.client_id or ""), unmarked)


def _nobody(session: Session) -> Rejected:
    return Rejected(session.connection.dialect.told(RejectionReason.NO_SUCH_USER))


def _may_be_lost(session: Session) -> bool:
    """Whether what was said may be lost with the line."""
    return session.was_cut or session.ever_stopped_reading or "reset" in session.how_it_left


def _bears(session: Session, name: str, room: str) -> bool:
    connection = session.connection
    return connection.name == name and connection.room == room and connection.dialect.is_extended


def _gone(session: Session, first_heard: FirstHeard) -> float:
    """Since when everybody knows that they are gone; never, while they may be here. A notice that
    came before they left was of a namesake."""
    if session.stays or session.connected == NEVER:
        return NEVER
    told = first_heard.get((session.connection.room, UserLeft(session.connection.name)), NEVER)
    left_after = session.connected if session.disconnecting == NEVER else session.disconnecting
    return told if told > left_after else NEVER


def refusals(session: Session, dropped: set[int]) -> Iterator[ExpectedEvent]:
    """What may not be said is refused to who says it."""
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
            refused = Rejected(connection.dialect.told(reason))
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
    """For what a piece of nonsense may be refused: at the door, also because one is not in."""
    if invalid_sent.reason is None:
        return list(RejectionReason)
    is_joined = not session.connection.dialect.joins_by_message or position > session.connected
    return [invalid_sent.reason] if is_joined else [invalid_sent.reason, RejectionReason.NOT_JOINED]


def _vain_joins(session: Session) -> list[tuple[int, list[RejectionReason]]]:
    """Whoever asks to join and is not let in is told why; whoever is in, that they are."""
    asked = [
        position for position, asked in session.asked if isinstance(asked.client_message, Join)
    ]
    vain = [position for position in asked if position < session.connected][:-1]
    late = [position for position in asked if position > session.connected]
    why = [RejectionReason.BAD_NAME, RejectionReason.NAME_TAKEN, RejectionReason.FULL]
    return [(p, why) for p in vain] + [(p, [RejectionReason.ALREADY_JOINED]) for p in late]


def refusal(session: Session, position: int, said: MessageSent) -> RejectionReason | None:
    """Why what was said may not be said, then and there; None if it may."""
    dialect = session.connection.dialect
    if dialect.joins_by_message and position < session.connected:
        return dialect.told(RejectionReason.NOT_JOINED)
    return dialect.refusal(said.text)


def dropped_by(session: Session) -> set[int]:
    """The places of what was refused because its sender went too fast. All that one says is
    answered, in the order of saying: by the words themselves, or by a refusal."""
    connection, dropped = session.connection, set()
    spoken: list[tuple[int, MessageSent | InvalidSent]] = [*session.said, *session.invalid_sent]
    answers = [h for _, h in session.received if _is_answer(h, connection.name)]
    for position, what in sorted(spoken, key=lambda one: one[0]):
        if not answers:
            break
        if answers[0] == Rejected(RejectionReason.TOO_FAST):
            dropped.add(position)
        elif not _answers(answers[0], what):
            continue  # somebody else's, of the same name; or altered
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
