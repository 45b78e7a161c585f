"""The messages of a scenario to a room, and what surely is in the room's log of them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.law import Case
from alicebob.laws.room_log import Said
from alicebob.laws.sessions import NEVER
from alicebob.model.received import Message

PublicMessage = tuple[Message, ExpectedEvent]
"""A message to a room, and the event of its sending."""


def public_messages(room: str, case: Case) -> list[PublicMessage]:
    """Return the messages that users sent to a room, in the order of sending."""
    found = [
        (event.received, event)
        for event in case.happened
        if isinstance(event.received, Message) and event.room == room and event.only is None
    ]
    return sorted(found, key=lambda one: one[1].begun)


def said_in(room: str, messages: Sequence[PublicMessage], case: Case) -> Iterator[Said]:
    """Yield those of a room's messages that somebody has received, by their first receipt."""
    logs, seen = case.carry_over.logs, _witnessed(room, case)
    for message, event in sorted(messages, key=lambda one: one[1].done):
        if event.done == NEVER:
            return
        is_unique = event.by is not None and (room, message) in case.once
        yield Said(
            message,
            logs.entries + event.begun,
            logs.entries + event.done,
            (logs.scenarios, event.by.number) if event.by is not None and is_unique else None,
            logs.entries + event.position,
            logs.entries + seen.get(message, NEVER) if is_unique else NEVER,
        )


def remember(case: Case, entries: int) -> None:
    """Keep what was said for later scenarios; the journal of this one has so many ``entries``."""
    logs = case.carry_over.logs
    for room in {event.room for event in case.happened}:
        messages = public_messages(room, case)
        logs.rooms[room].add(said_in(room, messages, case))
        logs.rooms[room].possible.update(message for message, _ in messages)
    logs.scenarios, logs.entries = logs.scenarios + 1, logs.entries + entries


def _witnessed(room: str, case: Case) -> dict[Message, int]:
    """Return where one user of the room received each message that came once, if all users receive
    one order."""
    witness = case.witness(room) if case.carry_over.has_one_order else None
    heard = [(p, e) for p, e in witness.received if isinstance(e, Message)] if witness else []
    counts = Counter(event for _, event in heard)
    return {event: position for position, event in heard if counts[event] == 1}
