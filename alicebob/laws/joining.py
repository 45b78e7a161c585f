"""Laws of joining and of answers: the frames after a join, and the answers to requests.

A client that leaves may miss the rest of them, and a server with a rate limit may reject a request.
The suite cannot know which, so in these cases it does not expect an answer.
"""

from collections import Counter

from alicebob.laws.law import Case, Law, Violation, times
from alicebob.laws.sessions import Session
from alicebob.model.received import (
    History,
    Pong,
    ReceivedEvent,
    Rejected,
    UserJoined,
    UserList,
    Welcome,
)
from alicebob.model.sent import ListUsers, Ping, ReadHistory, Request

_ORDER: tuple[tuple[type, str], ...] = (
    (Welcome, "the welcome"),
    (History, "the history"),
    (UserList, "the user list"),
    (UserJoined, "its own join"),
)

Key = str | Pong
"""Object of a request: an answer of a kind, or the pong with its nonce."""


def judge(case: Case) -> list[Violation]:
    """Return the violations of the laws of joining and of answers."""
    found: list[Violation] = []
    for session in case.listeners:
        found += _judge_door(session)
        found += _judge_answers(session, case.carry_over.is_limited)
    return found


def _judge_door(session: Session) -> list[Violation]:
    connection = session.connection
    facts = connection.facts
    if not facts.receives_own_join or not (facts.is_extended or facts.joins_by_message):
        return []
    expected = _ORDER if connection.facts.is_extended else _ORDER[-1:]
    received = [
        (position, h)
        for position, h in session.received
        if not _is_refusal_outside(session, position, h)
    ]
    for (kind, what), (position, came) in zip(expected, received, strict=False):
        if not isinstance(came, kind) or (
            isinstance(came, UserJoined) and came.name != connection.name
        ):
            return [
                Violation(
                    Law.JOINING, connection, f"the client receives {what}", f"received {came}"
                ).at(position)
            ]
    if session.stays and len(received) < len(expected):
        what = expected[len(received)][1]
        return [
            Violation(
                Law.JOINING, connection, f"the client receives {what}", "never received", True
            ).at(session.connected)
        ]
    return []


def _is_refusal_outside(session: Session, position: int, received: ReceivedEvent) -> bool:
    """Return True for a rejection before the client joined with a message."""
    return isinstance(received, Rejected) and position < session.connected


def _judge_answers(session: Session, is_limited: bool) -> list[Violation]:
    if not session.connection.facts.is_extended:
        return []
    questions: list[tuple[int, Key | None]] = [
        (position, _key_of_question(client_message))
        for position, client_message in session.asked_after_joining
        if isinstance(client_message, Request)
    ]
    answers = [(position, _key_of_answer(received)) for position, received in session.received]
    asked = Counter(key for _, key in questions if key is not None)
    asked += Counter(["history", "user list"])  # sent after a join
    answered = Counter(key for _, key in answers if key is not None)
    found = []
    for key in {**asked, **answered}:
        too_few = answered[key] < asked[key] and session.stays and not is_limited
        if too_few or answered[key] > asked[key]:
            actual = f"received {times(answered[key])}" if answered[key] else "never received"
            expected = f"the {key}: {times(asked[key]) if asked[key] else 'only on request'}"
            violation = Violation(Law.ANSWERS, session.connection, expected, actual, too_few)
            found.append(violation.at(_last_of(key, questions if too_few else answers)))
    return found


def _last_of(key: Key, keys: list[tuple[int, Key | None]]) -> int | None:
    """Return the last position of ``key``; None if only the join asked for it."""
    return max((position for position, each in keys if each == key), default=None)


def _key_of_question(client_message: Request) -> Key:
    match client_message:
        case ListUsers():
            return "user list"
        case ReadHistory():
            return "history"
        case Ping(nonce):
            return Pong(nonce or None)


def _key_of_answer(received: ReceivedEvent) -> Key | None:
    match received:
        case UserList():
            return "user list"
        case History():
            return "history"
        case Pong(nonce):
            return Pong(nonce or None)
    return None
