"""What was said before one came: nothing invented, nothing left out, and no seam to live."""

from collections.abc import Iterable

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.numbers import numbered
from alicebob.laws.sessions import Presence
from alicebob.model.received import Heard, History, Message, Private
from alicebob.model.sent import AskHistory

Known = dict[str, dict[int, int]]
"""By room: the ids of messages, and the place in the journal where each was heard first."""

AT_FIRST = 50  # messages that a newcomer is told who does not say what they know


def judge(case: Case) -> list[Violation]:
    """The law of history, and of private words in it."""
    found: list[Violation] = []
    told = {p.line.number: _told(p) for p in case.listeners}
    listeners = [p for p in case.listeners if told[p.line.number]]
    known = {room: _first_heard(room, case) for room in {p.line.room for p in listeners}}
    for presence in listeners:
        histories = told[presence.line.number]
        for place, history in histories:
            found += _judge_truth(presence, place, history, case)
        found += _judge_first(presence, histories[0][1], known, case)
        found += _judge_asked(presence, histories[1:], known)
    return found


def _told(presence: Presence) -> list[tuple[int, History]]:
    return [(place, heard) for place, heard in presence.heard if isinstance(heard, History)]


def _judge_truth(presence: Presence, place: int, history: History, case: Case) -> list[Violation]:
    """Only what was said here before; of private words only one's own, where names are proven."""
    room, line = presence.line.room, presence.line
    said = {f.heard for f in case.happened if f.room == room and f.begun < place}
    for message in history.messages:
        is_known = message in said or (room, message) in case.house.said
        if not is_known and case.house.knows_all:
            return [_wrong(presence, "only what was said here", f"in the history: {message}")]
        if isinstance(message, Private):
            own = line.name in (message.sender, message.to)
            if not own or not case.house.proves_names:
                expected = "private words are shown to nobody else, nor where names are not proven"
                actual = f"in the history: {message}"
                return [Violation(Law.PRIVATE, line, expected, actual)]
    return []


def _judge_first(presence: Presence, history: History, known: Known, case: Case) -> list[Violation]:
    """What a newcomer is told, and what they hear then, is one piece of what a witness heard: up to
    the last, and from the first that is asked for."""
    since = presence.line.since
    if since is None and len(history.messages) > AT_FIRST:
        return [_wrong(presence, f"the last {AT_FIRST} messages", f"{len(history.messages)} came")]
    if since is not None and any(int(m.id) <= int(since) for m in history.messages):
        return [_wrong(presence, f"only what came after {since}", f"{history}")]
    seen = {message.id for message in history.messages}
    live = [h for _, h in presence.heard if isinstance(h, Message)]
    repeated = {said.text for _, said in presence.said if said.client_id is not None}
    for message in live:
        if message.id in seen and message.content not in repeated:
            return [_wrong(presence, "no message in history and live", f"{message} in both")]
    earlier = _heard_before(known, presence.line.room, presence.arriving)
    limit = AT_FIRST if since is None else len(earlier)
    lost = _left_out(history, [id for id in earlier if id > int(since or 0)], limit)
    if lost is not None:
        return [_wrong(presence, f"the message with id {lost}", f"left out of the {history}")]
    return _judge_gap(presence, history, [*history.messages, *live], case)


def _judge_gap(
    presence: Presence, history: History, heard: Iterable[Heard], case: Case
) -> list[Violation]:
    order, before = _witnessed(presence, case)
    own, room = set(heard), presence.line.room
    mine = [place for place, message in enumerate(order) if message in own]
    is_all = presence.line.since is not None or len(history.messages) < AT_FIRST
    first = 0 if is_all and history.complete else min(mine, default=before - 1)
    end = max(before, max(mine, default=-1) + 1)
    for place, message in enumerate(order):
        is_due = place < end or (
            presence.stays and case.once[room, message].begun < presence.arrived
        )
        if place >= first and is_due and message not in own and not _is_known(presence, message):
            expected = f"{message}, in the history or live"
            return [_wrong(presence, expected, "left out of both", may_heal=presence.stays)]
    return []


def _witnessed(presence: Presence, case: Case) -> tuple[list[Message], int]:
    """What somebody else heard here, that was said but once ever; and how much of it before the
    newcomer knocked."""
    room, since = presence.line.room, presence.line.since
    witness = case.witness(room, knows_ids=since is not None)
    if witness is None or witness is presence:
        return [], 0
    heard = [
        (place, heard)
        for place, heard in witness.heard
        if isinstance(heard, Message)
        and (room, heard) in case.once
        and (room, heard) not in case.house.said
    ]
    return [message for _, message in heard], sum(p < presence.arriving for p, _ in heard)


def _is_known(presence: Presence, message: Message) -> bool:
    """Whether who comes back has said to know ``message`` already."""
    since = presence.line.since
    return since is not None and bool(message.id) and int(message.id) <= int(since)


def _judge_asked(
    presence: Presence, answers: list[tuple[int, History]], known: Known
) -> list[Violation]:
    """Each answer holds what was asked for: no more, and nothing left out."""
    asked = [(p, word) for p, word in presence.asked_inside if isinstance(word, AskHistory)]
    for (place, question), (_, answer) in zip(asked, answers, strict=False):
        limit = AT_FIRST if question.limit is None else question.limit
        end = float("inf") if question.before is None else int(question.before)
        ids = [int(message.id) for message in answer.messages]
        if len(ids) > limit or any(id >= end for id in ids):
            return [_wrong(presence, f"at most {limit}, before {question.before}", f"{answer}")]
        earlier = [id for id in _heard_before(known, presence.line.room, place) if id < end]
        lost = _left_out(answer, earlier, limit)
        if lost is not None:
            return [_wrong(presence, f"the message with id {lost}", f"left out of the {answer}")]
    return []


def _left_out(answer: History, known: list[int], limit: int) -> int | None:
    """One of the ``known`` ids that the answer should have; None if it has them all.

    Who is told fewer than ``limit`` is told all; else, or when something is missing, the last.
    """
    ids = [int(message.id) for message in answer.messages]
    is_all = answer.complete and len(ids) < limit
    if not ids and not is_all:
        return None
    start = 0 if is_all else min(ids)
    return next((id for id in reversed(known[-limit:]) if id >= start and id not in ids), None)


def _first_heard(room: str, case: Case) -> dict[int, int]:
    """When each id was heard first, in this room, by anybody."""
    earlier = case.house.ids.get(room, {}).items()
    known = {int(id): -1 for id, message in earlier if _is_open(message)}
    for presence in case.listeners:
        if presence.line.dialect.tells_more and presence.line.room == room:
            for place, heard in presence.heard:
                for message in numbered(heard):
                    if _is_open(message) and place >= case.house.remembers_from:
                        known[int(message.id)] = min(place, known.get(int(message.id), place))
    return known


def _heard_before(known: Known, room: str, place: float) -> list[int]:
    """The ids of all messages that anybody had heard here by then, growing."""
    return sorted(id for id, first in known.get(room, {}).items() if first < place)


def _is_open(message: Message | Private) -> bool:
    return isinstance(message, Message)


def _wrong(presence: Presence, expected: str, actual: str, may_heal: bool = False) -> Violation:
    return Violation(Law.HISTORY, presence.line, expected, actual, may_heal)
