"""Facts of a profile that a scenario contradicts, whatever else went wrong in it.

One wrong fact breaks many scenarios, each in its own way. So each fact is compared with everything
that users did and received, and is suspected if nothing at all agrees with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alicebob.laws.history_suspects import history
from alicebob.model.facts import CHANGES, Facts, Order, Shows, Told, changed
from alicebob.model.received import Message, ReceivedEvent, UserJoined, UserLeft
from alicebob.record.journal import (
    Connected,
    Connection,
    Disconnecting,
    Entry,
    EventReceived,
    MessageSent,
)


@dataclass(slots=True)
class _Seen:
    """Everything that matters in a journal."""

    said: list[tuple[Connection, str]] = field(default_factory=list)
    received: list[tuple[Connection, ReceivedEvent]] = field(default_factory=list)
    arrivals: int = 0  # which somebody else was there to be told of
    departures: int = 0


def suspects(entries: Sequence[Entry], facts: Facts) -> tuple[str, ...]:
    """Return what would fit better than the ``facts``, such as ``echo = false``."""
    seen = _seen(entries)
    told = [event for _, event in seen.received]
    joins = [event for event in told if isinstance(event, UserJoined)]
    leaves = [event for event in told if isinstance(event, UserLeft)]
    return (
        *_echo(seen, facts),
        *_notices("arrivals", facts.arrivals, seen.arrivals, len(joins)),
        *_notices("departures", facts.departures, seen.departures, len(leaves)),
        *_changes(seen, facts),
        *_shows(seen, facts),
        *_order(seen, facts),
        *history(entries, facts),
    )


def _seen(entries: Sequence[Entry]) -> _Seen:
    seen, here = _Seen(), set[Connection]()
    for entry in entries:
        match entry.what:
            case Connected():
                seen.arrivals += bool(here)
                here.add(entry.connection)
            case Disconnecting():
                here.discard(entry.connection)
                seen.departures += bool(here)
            case MessageSent(text, to=None):
                seen.said.append((entry.connection, text))
            case EventReceived(received):
                seen.received.append((entry.connection, received))
    return seen


def _echo(seen: _Seen, facts: Facts) -> Iterator[str]:
    """Yield the other value of ``echo``; without names nobody can tell whose words came."""
    if facts.shows is Shows.NOTHING:
        return
    said = {(who, who.facts.message_from(who.name, text)) for who, text in seen.said}
    heard = {(who, event) for who, event in seen.received if isinstance(event, Message)}
    by_others = {event for who, event in heard if (who, event) not in said}
    is_heard = any(event in by_others for _, event in said)
    came_back = bool(said & heard)
    if facts.echo and is_heard and not came_back:
        yield "echo = false"
    if not facts.echo and came_back:
        yield "echo = true"


def _notices(fact: str, told: Told, happened: int, received: int) -> Iterator[str]:
    if told is Told.UNTOLD and received:
        yield f'{fact} = "others"'
    if told is not Told.UNTOLD and happened and not received:
        yield f'{fact} = "untold"'


def _changes(seen: _Seen, facts: Facts) -> Iterator[str]:
    """Yield the changes that explain all texts that did not come as they should."""
    came = {event.content for _, event in seen.received if isinstance(event, Message)}
    missing = {facts.shown(text) for _, text in seen.said} - came
    for change in CHANGES:
        altered = {changed(text, [change]) for text in missing}
        if missing and altered <= came and not altered & missing:
            yield f'changes = [… "{change}"]'


def _shows(seen: _Seen, facts: Facts) -> Iterator[str]:
    """Yield another way to show senders if no message shows the name of a user."""
    said = {facts.shown(text) for _, text in seen.said}
    names = {who.name for who, _ in [*seen.said, *seen.received]}
    messages = [event for _, event in seen.received if isinstance(event, Message)]
    senders = {event.sender for event in messages if event.content in said}
    if not senders or facts.shows is Shows.NOTHING or senders & (names - {""}):
        return
    if senders == {""}:
        yield 'shows = "nothing"'
    elif facts.shows is Shows.NAME:
        is_number = all(sender.isdecimal() for sender in senders)
        yield 'shows = "number"' if is_number else 'shows = "given"'


def _order(seen: _Seen, facts: Facts) -> Iterator[str]:
    """Yield that no order is kept if somebody received one user's messages in another order."""
    if facts.order is Order.UNKNOWN or facts.shows is Shows.NOTHING:
        return
    places: dict[Message, int] = {}
    for place, (who, text) in enumerate(seen.said):
        message = who.facts.message_from(who.name, text)
        places[message] = -1 if message in places else place  # said twice: it has no one place
    last: dict[tuple[int, str], int] = {}
    for reader, event in seen.received:
        place = places.get(event, -1) if isinstance(event, Message) else -1
        if isinstance(event, Message) and place >= 0:
            if place < last.get((reader.number, event.sender), -1):
                yield 'order = "unknown"'
                return
            last[reader.number, event.sender] = place
