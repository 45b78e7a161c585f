"""Derive the messages and private messages that clients should have received.

The suite cannot know whether a message that was sent on a lost connection reached the server, nor
whether the recipient of a private message had joined or left by then.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from alicebob.dialects.parsing import folded
from alicebob.laws.derive_rejections import rejection_reason
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import (
    ReceivedEvent,
    Rejected,
    RejectionReason,
    UserLeft,
)
from alicebob.record.journal import MessageSent

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


def marks(people: Iterable[Session], dropped: Collection[int]) -> Marks:
    """Return all client ids in use. A rejected message does not use up its id, nor does one that
    was ``dropped`` at its position because of the rate limit."""
    said = sorted(((p, s, who) for who in people for p, s in who.said), key=lambda one: one[0])
    found: dict[tuple[str, str, str], Mark] = {}
    for position, what, who in said:
        if position in dropped or what.client_id is None:
            continue
        if rejection_reason(who, position, what) is None:
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
        if rejection_reason(session, position, said) is not None:
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
        but = None if connection.facts.echoes else connection
        yield ExpectedEvent(
            message, connection.room, position, done, certain, position, but=but, by=connection
        )
        yield from _receipt(session, position, mark, certain)


def _receipt(session: Session, position: int, mark: Mark, certain: bool) -> Iterator[ExpectedEvent]:
    """Yield the receipt that the sender gets, on wires that have receipts."""
    connection = session.connection
    receipt = connection.facts.receipt_of(mark.said.text)
    if receipt is not None:
        yield ExpectedEvent(
            receipt,
            connection.room,
            position,
            NEVER,
            certain,
            position,
            only=connection,
            by=connection,
        )


def private_messages(
    session: Session,
    people: Sequence[Session],
    first_heard: FirstHeard,
    dropped: set[int],
    marked: Marks,
) -> Iterator[ExpectedEvent]:
    """Yield each private message, or its rejection if nobody in the room has the name.

    For a recipient who is just joining or leaving, both are possible and neither is certain.
    """
    for position, said in session.said:
        if said.to is None or position in dropped:
            continue
        if rejection_reason(session, position, said) is None:
            mark = _mark(session, position, said, marked)
            yield from _private_message(session, position, mark, people, first_heard)


def _private_message(
    session: Session, position: int, mark: Mark, people: Sequence[Session], first_heard: FirstHeard
) -> Iterator[ExpectedEvent]:
    connection, to = session.connection, folded(mark.said.to)
    again = mark.position != position
    private = connection.facts.private_from(connection.name, to, mark.said.text)
    nobody = _no_such_user(session)
    is_told = nobody.reason is RejectionReason.NO_SUCH_USER
    own = None if connection.facts.receives_own_private(connection.name == to) else connection
    answers = (p for p, event in session.received if p > position and event in (private, nobody))
    answered = min(answers, default=NEVER)
    recipients = [p for p in people if _has_name(p, to, connection.room)]
    is_here = any(p.stays and p.connected < position for p in recipients)
    may_be_here = any(
        p.connecting < answered and position < _left_since(p, first_heard) for p in recipients
    )
    expected = partial(ExpectedEvent, room=connection.room, begun=position, position=position)
    if may_be_here or again:
        yield expected(
            private,
            done=first_heard.get((connection.room, private), NEVER),
            certain=is_here and not again and not _may_be_lost(session),
            only=connection if again else None,
            but=own,
            by=connection,
            to=to,
        )
    if not is_here:
        certain = not may_be_here and not again and is_told
        yield expected(nobody, done=NEVER, certain=certain, only=connection, by=connection)


def _mark(session: Session, position: int, said: MessageSent, marked: Marks) -> Mark:
    """Return the first message with the same client id; without an id, this message itself."""
    connection, unmarked = session.connection, Mark(position, said, not _may_be_lost(session))
    return marked.get((connection.room, connection.name, said.client_id or ""), unmarked)


def _no_such_user(session: Session) -> Rejected:
    return Rejected(session.connection.facts.rejection_reason(RejectionReason.NO_SUCH_USER))


def _may_be_lost(session: Session) -> bool:
    """Return True if messages may be lost with the connection."""
    return session.was_cut or session.ever_stopped_reading or "reset" in session.how_it_left


def _has_name(session: Session, name: str, room: str) -> bool:
    connection = session.connection
    return connection.name == name and connection.room == room and connection.facts.has_private


def _left_since(session: Session, first_heard: FirstHeard) -> float:
    """Return the position since which the session has surely left, or NEVER.

    A leave that was received before this session left belongs to another user of the same name.
    """
    if session.stays or session.connected == NEVER:
        return NEVER
    told = first_heard.get((session.connection.room, UserLeft(session.connection.name)), NEVER)
    left_after = session.connected if session.disconnecting == NEVER else session.disconnecting
    return told if told > left_after else NEVER
