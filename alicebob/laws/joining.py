"""What a newcomer is told at the door, and what is answered to those who ask."""

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
    (Welcome, "a welcome"),
    (History, "what was said before"),
    (UserList, "who is here"),
    (UserJoined, "that they are in"),
)


def judge(case: Case) -> list[Violation]:
    """The laws of the door, and of answers."""
    found: list[Violation] = []
    for session in case.listeners:
        found += _judge_door(session)
        found += _judge_answers(session, case.carry_over.is_limited)
    return found


def _judge_door(session: Session) -> list[Violation]:
    connection = session.connection
    if not connection.dialect.receives_own_join:
        return []
    expected = _ORDER if connection.dialect.is_extended else _ORDER[-1:]
    received = [
        h for position, h in session.received if not _is_refusal_outside(session, position, h)
    ]
    for (kind, what), came in zip(expected, received, strict=False):
        if not isinstance(came, kind) or (
            isinstance(came, UserJoined) and came.name != connection.name
        ):
            return [Violation(Law.DOOR, connection, f"the newcomer hears {what}", f"heard {came}")]
    if session.stays and len(received) < len(expected):
        what = expected[len(received)][1]
        return [
            Violation(Law.DOOR, connection, f"the newcomer hears {what}", "it never came", True)
        ]
    return []


def _is_refusal_outside(session: Session, position: int, received: ReceivedEvent) -> bool:
    """Who joins by a word may be refused before they are in."""
    return isinstance(received, Rejected) and position < session.connected


def _judge_answers(session: Session, is_limited: bool) -> list[Violation]:
    if not session.connection.dialect.is_extended:
        return []
    questions = [
        client_message
        for _, client_message in session.asked_inside
        if isinstance(client_message, Request)
    ]
    asked = Counter(map(_key_of_question, questions))
    asked += Counter(["what was said", "who is here"])  # told at the door
    keys = (_key_of_answer(received) for _, received in session.received)
    answered = Counter(key for key in keys if key is not None)
    found = []
    for key in {**asked, **answered}:
        too_few = answered[key] < asked[key] and session.stays and not is_limited
        if too_few or answered[key] > asked[key]:
            actual = f"came {times(answered[key])}" if answered[key] else "it never came"
            expected = f"{key}: told {times(asked[key])}" if asked[key] else f"not {key}, unasked"
            found.append(Violation(Law.ANSWERS, session.connection, expected, actual, too_few))
    return found


def _key_of_question(client_message: Request) -> str:
    match client_message:
        case ListUsers():
            return "who is here"
        case ReadHistory():
            return "what was said"
        case Ping(nonce):
            return f"the pong {nonce or ''}".rstrip()


def _key_of_answer(received: ReceivedEvent) -> str | None:
    match received:
        case UserList():
            return "who is here"
        case History():
            return "what was said"
        case Pong(nonce):
            return f"the pong {nonce or ''}".rstrip()
    return None
