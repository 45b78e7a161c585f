"""Law of history: nothing invented, nothing left out, and no gap or overlap with live messages.

The suite cannot know which messages the server stored before it read the history for a client, so a
message that was on its way may be in the history or come live. It cannot know what was said on a
server that ran before.
"""

from collections.abc import Iterable

from alicebob.laws.known_messages import Known, first_heard, heard_before, known_to, left_out
from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import History, Message, PrivateMessage, ReceivedEvent
from alicebob.model.sent import ReadHistory

AT_FIRST = 50  # messages in the first history, without ``since``
_ALL_THERE = "a complete history, because all {} messages are in it"


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of history, and of private messages in histories."""
    found: list[Violation] = []
    told = {p.connection.number: _told(p) for p in case.listeners}
    listeners = [p for p in case.listeners if told[p.connection.number]]
    heard = {room: first_heard(room, case) for room in {p.connection.room for p in listeners}}
    for session in listeners:
        known = known_to(session, heard[session.connection.room], case)
        histories = told[session.connection.number]
        for position, history in histories:
            found += _judge_truth(session, position, history, case)
        position, history = histories[0]
        found += [v.at(position) for v in _judge_first(session, history, known, case)]
        found += _judge_asked(session, histories[1:], known, case)
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
    if since is not None and any(case.rank(m.id) <= case.rank(since) for m in history.messages):
        return [_wrong(session, f"only messages after id {since}", f"{history}")]
    if since is None and not history.complete and len(history.messages) == AT_FIRST:
        return [_wrong(session, _ALL_THERE.format(AT_FIRST), f"{history}")]
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
    earlier = heard_before(known, session.connecting, case)
    limit = AT_FIRST if since is None else len(earlier)
    after = [id for id in earlier if since is None or case.rank(id) > case.rank(since)]
    lost = left_out(history, after, limit, case)
    if lost is not None:
        return [_wrong(session, f"the message with id {lost}", f"missing in the {history}")]
    return _judge_gap(session, history, [*history.messages, *live], case)


def _judge_gap(
    session: Session, history: History, received: Iterable[ReceivedEvent], case: Case
) -> list[Violation]:
    order, before, is_last_known = _witnessed(session, case)
    own, room = set(received), session.connection.room
    mine = [position for position, message in enumerate(order) if message in own]
    is_all = session.connection.since is not None or len(history.messages) < AT_FIRST
    first = 0 if is_all and history.complete else min(mine, default=before - is_last_known)
    end = max(before, max(mine, default=-1) + 1)
    for position, message in enumerate(order):
        is_due = position < end or (
            session.stays and case.once[room, message].begun < session.connected
        )
        is_missing = message not in own and not _is_known(session, message, case)
        if position >= first and is_due and is_missing:
            expected = f"{message}, in the history or live"
            return [_wrong(session, expected, "missing in both", may_heal=session.stays)]
    return []


def _witnessed(session: Session, case: Case) -> tuple[list[Message], int, bool]:
    """Return the unique messages a witness received, how many of them before this client connected,
    and whether the last of all messages before that is one of them.

    Messages that were sent twice, or in an earlier scenario too, are left out. A full history may
    consist of these alone.
    """
    room, since = session.connection.room, session.connection.since
    witness = case.witness(room, knows_ids=since is not None)
    if witness is None or witness is session:
        return [], 0, False
    messages = [(p, h) for p, h in witness.received if isinstance(h, Message)]
    unique = [
        (position, message)
        for position, message in messages
        if (room, message) in case.once and (room, message) not in case.carry_over.said
    ]
    before = [message for position, message in messages if position < session.connecting]
    count = sum(position < session.connecting for position, _ in unique)
    is_last_known = bool(count) and before[-1] == unique[count - 1][1]
    return [message for _, message in unique], count, is_last_known


def _is_known(session: Session, message: Message, case: Case) -> bool:
    """Return True if a returning client knows ``message`` already, by its ``since``."""
    since = session.connection.since
    return since is not None and bool(message.id) and case.rank(message.id) <= case.rank(since)


def _judge_asked(
    session: Session, answers: list[tuple[int, History]], known: Known, case: Case
) -> list[Violation]:
    """Check that each answer has the messages that were requested, no more and no fewer."""
    asked = [
        (p, client_message)
        for p, client_message in session.asked_after_joining
        if isinstance(client_message, ReadHistory)
    ]
    for (position, question), (answered, answer) in zip(asked, answers, strict=False):
        limit = AT_FIRST if question.limit is None else question.limit
        earlier = heard_before(known, position, case)
        ids = [message.id for message in answer.messages]
        if question.before is not None:
            end = case.rank(question.before)
            earlier = [id for id in earlier if case.rank(id) < end]
        if len(ids) > limit or any(case.rank(id) >= end for id in ids if question.before):
            return [
                _wrong(
                    session, f"at most {limit} messages before id {question.before}", f"{answer}"
                ).at(answered)
            ]
        if len(ids) == limit and not answer.complete:
            return [_wrong(session, _ALL_THERE.format(limit), f"{answer}").at(answered)]
        lost = left_out(answer, earlier, limit, case)
        if lost is not None:
            expected, actual = f"the message with id {lost}", f"missing in the {answer}"
            return [_wrong(session, expected, actual).at(answered)]
    return []


def _wrong(session: Session, expected: str, actual: str, may_heal: bool = False) -> Violation:
    return Violation(Law.HISTORY, session.connection, expected, actual, may_heal)
