"""Ids and times: one for each message, the same for all, growing in the order of hearing."""

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Presence
from alicebob.model.received import Heard, History, Message, Private

Numbered = Message | Private


def judge(case: Case) -> list[Violation]:
    """The law of numbers."""
    known: dict[tuple[str, str], Numbered] = {}
    ids: dict[tuple[str, Heard], str] = {}
    found: list[Violation] = []
    for presence in case.listeners:
        if presence.line.dialect.tells_more:
            found += _judge_growth(presence)
            found += _judge_sameness(presence, case, known)
            found += _judge_uniqueness(presence, case, ids)
    return found


def numbered(heard: Heard) -> list[Numbered]:
    """The messages with ids that are told in one frame."""
    match heard:
        case Message() | Private():
            return [heard]
        case History(messages, _):
            return list(messages)
    return []


def _judge_growth(presence: Presence) -> list[Violation]:
    """What is said live, and what stands in one history, stands in the order of its ids. Who says
    something once and again hears the first once more."""
    repeats = any(said.client_id is not None for _, said in presence.said)
    live = [h for _, h in presence.heard if isinstance(h, Message | Private)]
    rows = [live] + [list(h.messages) for _, h in presence.heard if isinstance(h, History)]
    for row in rows:
        last: Numbered | None = None
        for message in row:
            if last is not None and int(message.id) <= int(last.id):
                if repeats and row is live:
                    continue
                expected = f"an id above {last.id} ({last})"
                actual = f"id {message.id} ({message})"
                return [Violation(Law.NUMBERS, presence.line, expected, actual)]
            last = message
    return []


def _judge_sameness(
    presence: Presence, case: Case, known: dict[tuple[str, str], Numbered]
) -> list[Violation]:
    """Whatever is heard under one id is one message, of one time."""
    room = presence.line.room
    earlier = case.house.ids.get(room, {})
    for _, heard in presence.heard:
        for message in numbered(heard):
            other = known.setdefault((room, message.id), earlier.get(message.id, message))
            if (other, other.at) != (message, message.at):
                expected = f"under id {message.id} {other}, of {other.at}"
                actual = f"{message}, of {message.at}"
                return [Violation(Law.NUMBERS, presence.line, expected, actual)]
    return []


def _judge_uniqueness(
    presence: Presence, case: Case, ids: dict[tuple[str, Heard], str]
) -> list[Violation]:
    """Whatever was said once has one id for all."""
    for _, heard in presence.heard:
        key = presence.line.room, heard
        if isinstance(heard, Message | Private) and key in case.once:
            first = ids.setdefault(key, heard.id)
            if first != heard.id:
                expected, actual = f"{heard} has id {first}", f"it came with id {heard.id}"
                return [Violation(Law.NUMBERS, presence.line, expected, actual)]
    return []
