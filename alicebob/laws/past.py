"""Law of history on wires that tell newcomers each earlier message in a frame of its own.

Such messages have no ids, so the suite compares them with what surely was said before the newcomer
connected. What was on its way at that moment may be an earlier message or a live one. The suite
cannot know what was said on a server that ran before.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from alicebob.laws.law import Case, Law, SettledPast, Violation, times
from alicebob.laws.past_room import PastRoom
from alicebob.laws.past_window import Window, out_of_order
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import Message, PastMessage
from alicebob.model.sent import ReadHistory


def judge(case: Case) -> list[Violation]:
    """Return the earlier messages that nobody said, that came too often or in a wrong order, and
    those that are missing; one for each newcomer."""
    rooms: dict[str, PastRoom] = {}
    found: list[Violation] = []
    for session in case.listeners:
        if session.past or session.connection.facts.past_messages != 0:
            name = session.connection.room
            room = rooms[name] = rooms.get(name) or PastRoom.of(name, case)
            found += _judge(room, session, case)
    return found


def _judge(room: PastRoom, session: Session, case: Case) -> list[Violation]:
    """Return what is wrong with the earlier messages of a newcomer.

    What was found is kept: it changes only when more of them come, or when the newcomer leaves.
    """
    told = _told(session)
    key, state = session.connection.number, (len(told), session.stays)
    known = case.settled.get(key)
    if known is None or known.state != state:
        counts = Counter(_message(event) for _, event in told)
        found = _surplus(room, session, told, case) or _wrong(room, session, told, counts, case)
        known = case.settled[key] = SettledPast(state, found, counts)
    return (
        list(known.found)
        or _overlap(room, session, known.counts, case)
        or _gap(room, session, known.counts, case)
    )


def _surplus(
    room: PastRoom, session: Session, told: list[tuple[int, PastMessage]], case: Case
) -> list[Violation]:
    """Find a message that nobody said, or that came more often than it was said."""
    counts = Counter[Message]()
    for position, event in told if case.carry_over.knows_all else ():
        message = _message(event)
        counts[message] += 1
        may = room.possible(message, position)
        if counts[message] > may:
            expected, actual = f"{event}, {times(may)}", f"received {times(counts[message])}"
            if not may:
                expected = "earlier messages that were sent in this room"
                actual = f"received {event}"
            return [_violation(session, expected, actual).at(position)]
    return []


def _wrong(
    room: PastRoom,
    session: Session,
    told: list[tuple[int, PastMessage]],
    counts: Counter[Message],
    case: Case,
) -> list[Violation]:
    """Find more messages than there may be, and one that is out of order or missing."""
    facts = session.connection.facts
    most = NEVER if facts.past_messages is None else facts.past_messages
    if not most:
        return []
    if len(told) > most:
        actual = f"received {len(told):,}"
        return [_violation(session, f"the last {most:,} messages", actual).at(told[-1][0])]
    window = room.window(session, case)
    loose = room.loose(told, counts, window)
    found = _out_of_order(session, told, window, loose, is_complete=False)
    found = found or _missing(session, window.owed(most - loose.total()), counts)
    is_complete = session.stays
    return found or _out_of_order(session, told, window, loose, is_complete=is_complete)


def _out_of_order(
    session: Session,
    told: list[tuple[int, PastMessage]],
    window: Window,
    loose: Counter[Message],
    *,
    is_complete: bool,
) -> list[Violation]:
    """Find a message that came before another one, though it was said behind it."""
    messages = [_message(event) for _, event in told]
    index = out_of_order(messages, window, loose, is_complete=is_complete)
    if index is None or not session.connection.facts.keeps_order:
        return []
    position, event = told[index]
    expected = "earlier messages in the order in which they were said"
    return [_violation(session, expected, f"{event} is out of order").at(position)]


def _missing(
    session: Session, owed: Iterator[Message], counts: Counter[Message]
) -> list[Violation]:
    """Find a message that is owed to a newcomer who stays, the latest one that is missing."""
    needed = Counter(owed if session.stays else ())
    lost = next((each for each in needed if counts[each] < needed[each]), None)
    if lost is None:
        return []
    missing = PastMessage(lost.sender, lost.content)
    came = f"missing among {counts.total():,} of them" if counts else "never received"
    violation = _violation(session, f"{missing}, {times(needed[lost])}", came)
    return [replace(violation, may_heal=True, awaited=missing).at(session.connecting)]


def _overlap(
    room: PastRoom, session: Session, counts: Counter[Message], case: Case
) -> list[Violation]:
    """Find a message that came both as an earlier one and live."""
    heard = (event for _, event in session.received if isinstance(event, Message))
    live = Counter(event for event in heard if event in counts)
    for message, count in live.items() if case.carry_over.knows_all else ():
        if count + counts[message] > room.possible(message, NEVER):
            expected = "no message both among the earlier ones and live"
            return [_violation(session, expected, f"{message} received in both")]
    return []


def _gap(room: PastRoom, session: Session, counts: Counter[Message], case: Case) -> list[Violation]:
    """Find a message that was on its way while the newcomer connected, and reached it neither
    as an earlier message nor live."""
    most = session.connection.facts.past_messages
    is_all = most is None or counts.total() < most
    if not is_all or not session.stays or case.carry_over.is_limited:
        return []
    live = {event for _, event in session.received}
    start = room.window(session, case).start - case.carry_over.logs.entries
    for message, event in room.messages:
        if event.begun >= session.connected:
            break
        is_on_the_way = start <= event.begun and event.done >= session.connecting
        is_owed = is_on_the_way and event.certain and event.may_be_heard_by(session)
        is_unique = (event.room, message) in case.once
        if is_owed and is_unique and message not in live and not counts[message]:
            expected = f"{message}, among the earlier messages or live"
            violation = _violation(session, expected, "missing in both")
            return [replace(violation, may_heal=True).at(event.begun)]
    return []


def _told(session: Session) -> list[tuple[int, PastMessage]]:
    """Return the earlier messages for which a client did not ask."""
    asked = (p for p, each in session.asked if isinstance(each.client_message, ReadHistory))
    end = next(asked, NEVER)
    return session.past[: bisect_left(session.past, end, key=lambda one: one[0])]


def _message(event: PastMessage) -> Message:
    return Message(event.sender, event.content)


def _violation(session: Session, expected: str, actual: str) -> Violation:
    return Violation(Law.HISTORY, session.connection, expected, actual)
