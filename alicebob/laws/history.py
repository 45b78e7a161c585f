"""Law of history: nothing invented, nothing left out, and no gap or overlap with live messages.

The suite cannot know which messages the server stored before it read the history for a client, so a
message that was on its way may be in the history or come live. It cannot know what was said on a
server that ran before.
"""

from collections.abc import Iterable

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.numbers import numbered
from alicebob.laws.sessions import Session
from alicebob.model.received import History, Message, PrivateMessage, ReceivedEvent
from alicebob.model.sent import ReadHistory

Known = dict[str, dict[int, int]]
"""By room: the ids of messages, and the position at which each was first received."""

AT_FIRST = 50  # messages in the first history, without ``since``


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of history, and of private messages in histories."""
    found: list[Violation] = []
    told = {p.connection.number: _told(p) for p in case.listeners}
    listeners = [p for p in case.listeners if told[p.connection.number]]
    known = {room: _first_heard(room, case) for room in {p.connection.room for p in listeners}}
    for session in listeners:
        histories = told[session.connection.number]
        for position, history in histories:
            found += _judge_truth(session, position, history, case)
        position, history = histories[0]
        found += [v.at(position) for v in _judge_first(session, history, known, case)]
        found += _judge_asked(session, histories[1:], known)
    return found


def _told(session: Session) -> list[tuple[int, History]]:
    return [
        (position, received)
        for position, received in session.received
        if isinstance(received, History)
    ]


def _judge_truth(session: Session, position: int, history: History, case: Case) -> list[Violation]:
    """Check that a history has only messages of this room, and only the user's own private ones."""
    room, connection = session.connection.room, session.connection
    said = {f.received for f in case.happened if f.room == room and f.begun < position}
    for message in history.messages:
        is_known = message in said or (room, message) in case.carry_over.said
        if not is_known and case.carry_over.knows_all:
            actual = f"in the history: {message}"
            return [_wrong(session, "only messages sent in this room", actual).at(position)]
        if isinstance(message, PrivateMessage):
            own = connection.name in (message.sender, message.to)
            if not own or not case.carry_over.proves_names:
                expected = "only the user's own private messages, and only with proven names"
                actual = f"in the history: {message}"
                return [Violation(Law.PRIVATE, connection, expected, actual).at(position)]
    return []


def _judge_first(session: Session, history: History, known: Known, case: Case) -> list[Violation]:
    """Check that the first history and the live messages are one piece of a witness's."""
    since = session.connection.since
    if since is None and len(history.messages) > AT_FIRST:
        return [
            _wrong(session, f"the last {AT_FIRST} messages", f"{len(history.messages)} received")
        ]
    if since is not None and any(int(m.id) <= int(since) for m in history.messages):
        return [_wrong(session, f"only messages after id {since}", f"{history}")]
    seen = {message.id for message in history.messages}
    live = [h for _, h in session.received if isinstance(h, Message)]
    repeated = {said.text for _, said in session.said if said.client_id is not None}
    for message in live:
        if message.id in seen and message.content not in repeated:
            return [
                _wrong(
                    session,
                    "no message both in the history and live",
                    f"{message} received in both",
                )
            ]
    earlier = _heard_before(known, session.connection.room, session.connecting)
    limit = AT_FIRST if since is None else len(earlier)
    lost = _left_out(history, [id for id in earlier if id > int(since or 0)], limit)
    if lost is not None:
        return [_wrong(session, f"the message with id {lost}", f"missing in the {history}")]
    return _judge_gap(session, history, [*history.messages, *live], case)


def _judge_gap(
    session: Session, history: History, received: Iterable[ReceivedEvent], case: Case
) -> list[Violation]:
    order, before = _witnessed(session, case)
    own, room = set(received), session.connection.room
    mine = [position for position, message in enumerate(order) if message in own]
    is_all = session.connection.since is not None or len(history.messages) < AT_FIRST
    first = 0 if is_all and history.complete else min(mine, default=before - 1)
    end = max(before, max(mine, default=-1) + 1)
    for position, message in enumerate(order):
        is_due = position < end or (
            session.stays and case.once[room, message].begun < session.connected
        )
        if position >= first and is_due and message not in own and not _is_known(session, message):
            expected = f"{message}, in the history or live"
            return [_wrong(session, expected, "missing in both", may_heal=session.stays)]
    return []


def _witnessed(session: Session, case: Case) -> tuple[list[Message], int]:
    """Return the unique messages a witness received, and how many of them before this client
    connected."""
    room, since = session.connection.room, session.connection.since
    witness = case.witness(room, knows_ids=since is not None)
    if witness is None or witness is session:
        return [], 0
    received = [
        (position, received)
        for position, received in witness.received
        if isinstance(received, Message)
        and (room, received) in case.once
        and (room, received) not in case.carry_over.said
    ]
    return [message for _, message in received], sum(p < session.connecting for p, _ in received)


def _is_known(session: Session, message: Message) -> bool:
    """Return True if a returning client knows ``message`` already, by its ``since``."""
    since = session.connection.since
    return since is not None and bool(message.id) and int(message.id) <= int(since)


def _judge_asked(
    session: Session, answers: list[tuple[int, History]], known: Known
) -> list[Violation]:
    """Check that each answer has the messages that were requested, no more and no fewer."""
    asked = [
        (p, client_message)
        for p, client_message in session.asked_after_joining
        if isinstance(client_message, ReadHistory)
    ]
    for (position, question), (answered, answer) in zip(asked, answers, strict=False):
        limit = AT_FIRST if question.limit is None else question.limit
        end = float("inf") if question.before is None else int(question.before)
        ids = [int(message.id) for message in answer.messages]
        if len(ids) > limit or any(id >= end for id in ids):
            return [
                _wrong(
                    session, f"at most {limit} messages before id {question.before}", f"{answer}"
                ).at(answered)
            ]
        earlier = [id for id in _heard_before(known, session.connection.room, position) if id < end]
        lost = _left_out(answer, earlier, limit)
        if lost is not None:
            expected, actual = f"the message with id {lost}", f"missing in the {answer}"
            return [_wrong(session, expected, actual).at(answered)]
    return []


def _left_out(answer: History, known: list[int], limit: int) -> int | None:
    """Return one of the ``known`` ids that is missing in the answer, or None.

    A complete answer of fewer than ``limit`` messages has all of them; another has the latest.
    """
    ids = [int(message.id) for message in answer.messages]
    is_all = answer.complete and len(ids) < limit
    if not ids and not is_all:
        return None
    start = 0 if is_all else min(ids)
    return next((id for id in reversed(known[-limit:]) if id >= start and id not in ids), None)


def _first_heard(room: str, case: Case) -> dict[int, int]:
    """Return the position at which any client in the room first received each id."""
    earlier = case.carry_over.ids.get(room, {}).items()
    known = {int(id): -1 for id, message in earlier if _is_open(message)}
    for session in case.listeners:
        if session.connection.facts.is_extended and session.connection.room == room:
            for position, received in session.received:
                for message in numbered(received):
                    if _is_open(message) and position >= case.carry_over.remembers_from:
                        known[int(message.id)] = min(position, known.get(int(message.id), position))
    return known


def _heard_before(known: Known, room: str, position: float) -> list[int]:
    """Return the ids that any client in the room had received before ``position``, growing."""
    return sorted(id for id, first in known.get(room, {}).items() if first < position)


def _is_open(message: Message | PrivateMessage) -> bool:
    return isinstance(message, Message)


def _wrong(session: Session, expected: str, actual: str, may_heal: bool = False) -> Violation:
    return Violation(Law.HISTORY, session.connection, expected, actual, may_heal)
