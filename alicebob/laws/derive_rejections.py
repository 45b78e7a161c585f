"""Derive the rejections that clients should have received.

The suite can see neither the server's rate limit nor when the server notices that its store is
away, so it reads from the answers which messages were dropped.
"""

from collections.abc import Container, Iterator
from dataclasses import replace

from alicebob.laws.answers import TOO_FAST
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import (
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
)
from alicebob.model.sent import Join
from alicebob.record.journal import Connection, InvalidSent, MessageSent


def rejections(
    session: Session, dropped: set[int], why_dropped: RejectionReason
) -> Iterator[ExpectedEvent]:
    """Yield the rejections of messages that are not allowed, each for its sender alone.

    Those of a store that is away are those of nobody's action: they may come before the answers to
    earlier messages.
    """
    reasons: list[tuple[int, list[RejectionReason]]] = [
        (position, [why_dropped]) for position in dropped
    ]
    reasons += [
        (position, [reason])
        for position, said in session.said
        if position not in dropped
        and (reason := rejection_reason(session, position, said)) is not None
    ]
    reasons += [
        (p, _possible_reasons(session, p, b)) for p, b in session.invalid_sent if p not in dropped
    ]
    reasons += [
        (position, [RejectionReason.NOT_JOINED]) for position in session.asked_before_joining
    ]
    reasons += _failed_joins(session)
    for position, possible in sorted(reasons, key=lambda one: one[0]):
        for reason in possible:
            rejection = _rejection(session, position, reason, certain=len(possible) == 1)
            is_any_time = reason is RejectionReason.FULL and position in dropped
            yield replace(rejection, by=None) if is_any_time else rejection


def possibly_dropped(session: Session) -> set[int]:
    """Return the positions of the requests that the server may have rejected because of its rate
    limit: all, if it has rejected anything for that."""
    is_rejected = any(event == TOO_FAST for _, event in session.received)
    return {position for position, _ in session.asked} if is_rejected else set()


def rejected_requests(session: Session, positions: set[int]) -> Iterator[ExpectedEvent]:
    """Yield the rejections of requests that may have been rejected."""
    for position in sorted(positions):
        yield _rejection(session, position, RejectionReason.TOO_FAST, certain=False)


def _rejection(
    session: Session, position: int, reason: RejectionReason, certain: bool
) -> ExpectedEvent:
    connection = session.connection
    return ExpectedEvent(
        Rejected(connection.facts.rejection_reason(reason)),
        connection.room,
        position,
        NEVER,
        certain,
        position,
        connection,
        by=connection,
    )


def _possible_reasons(
    session: Session, position: int, invalid_sent: InvalidSent
) -> list[RejectionReason]:
    """Return the possible reasons to reject an invalid frame; before joining, "not joined" too."""
    if invalid_sent.reason is None:
        return list(RejectionReason)
    is_joined = not session.connection.facts.joins_by_message or position > session.connected
    return [invalid_sent.reason] if is_joined else [invalid_sent.reason, RejectionReason.NOT_JOINED]


def _failed_joins(session: Session) -> list[tuple[int, list[RejectionReason]]]:
    """Return the failed attempts to join, and those of a client that has joined already."""
    asked = [
        position for position, asked in session.asked if isinstance(asked.client_message, Join)
    ]
    failed = [position for position in asked if position < session.connected][:-1]
    late = [position for position in asked if position > session.connected]
    why = [RejectionReason.BAD_NAME, RejectionReason.NAME_TAKEN, RejectionReason.FULL]
    return [(p, why) for p in failed] + [(p, [RejectionReason.ALREADY_JOINED]) for p in late]


def rejection_reason(session: Session, position: int, said: MessageSent) -> RejectionReason | None:
    """Return the reason why this message is rejected at this position, or None."""
    facts = session.connection.facts
    if facts.joins_by_message and position < session.connected:
        return facts.rejection_reason(RejectionReason.NOT_JOINED)
    return facts.why_rejected(said.text)


def refused_by(session: Session, heard: Container[tuple[str, ReceivedEvent]]) -> set[int]:
    """Return the positions of the messages that the server rejected because it could not keep them.

    Nobody knows when a server notices that its store is away, and it may answer late what it sent
    there before: so as many of those that nobody ``heard`` were rejected as there are rejections.
    """
    connection = session.connection
    refusal = Rejected(connection.facts.rejection_reason(RejectionReason.FULL))
    count = sum(event == refusal for _, event in session.received)
    unheard = [
        position
        for position, said in session.said
        if (connection.room, _event_of(connection, said)) not in heard
    ]
    return set(unheard[:count])


def _event_of(connection: Connection, said: MessageSent) -> ReceivedEvent:
    if said.to is not None:
        return PrivateMessage(connection.name, said.to, said.text)
    return connection.facts.message_from(connection.name, said.text)
