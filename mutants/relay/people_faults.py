"""Faults in what users learn of each other, and in their connections."""

from alicebob.transport.raw_frames import CLOSE, PONG
from alicebob.wires.heard import HeardKind
from mutants.relay import changes
from mutants.relay.changes import at, at_kinds, with_name
from mutants.relay.conditions import (
    counts,
    hears,
    lists_users,
    shows_senders,
    tells_lists_only,
    types,
)
from mutants.relay.connection import Change, Connection, Told
from mutants.relay.fault import Fault

_MESSAGE, _JOINED, _LEFT = HeardKind.MESSAGE, HeardKind.JOINED, HeardKind.LEFT
_NAMED = (_MESSAGE, _JOINED, _LEFT)


def _second_of_name(change: Change) -> Change:
    """Return ``change`` for notices of a name that another connection has, too."""

    def changed(reader: Connection, told: Told) -> list[str]:
        namesakes = [each for each in reader.others if each.user == told.heard.user]
        return list(change(reader, told)) if len(namesakes) > 1 else [told.message]

    return changed


def _guest(name: str) -> str:
    return "Guest" if name == "Anonymous" else name


PEOPLE_FAULTS = (
    Fault(
        "arrival-lost",
        "Every fifth notice of an arrival does not come.",
        ("arrivals",),
        at(_JOINED, 5, changes.lost),
        is_possible=hears(_JOINED),
        home="people",
    ),
    Fault(
        "arrival-twice",
        "Every fifth notice of an arrival comes twice.",
        ("arrivals",),
        at(_JOINED, 5, changes.twice),
        is_possible=hears(_JOINED),
        home="people",
    ),
    Fault(
        "arrival-late",
        "Every fifth notice of an arrival comes behind the next thing that is told.",
        ("arrivals",),
        changes.late(_JOINED, 5),
        is_possible=hears(_JOINED),
        home="people",
    ),
    Fault(
        "arrival-of-another",
        "Every fifth notice of an arrival names somebody else.",
        ("arrivals",),
        at(_JOINED, 5, changes.of_another),
        is_possible=hears(_JOINED),
        home="people",
    ),
    Fault(
        "departure-lost",
        "Every fifth notice of a departure does not come.",
        ("departures",),
        at(_LEFT, 5, changes.lost),
        is_possible=hears(_LEFT),
        home="people",
    ),
    Fault(
        "departure-twice",
        "Every fifth notice of a departure comes twice.",
        ("departures",),
        at(_LEFT, 5, changes.twice),
        is_possible=hears(_LEFT),
        home="people",
    ),
    Fault(
        "departure-late",
        "Every fifth notice of a departure comes behind the next thing that is told.",
        ("departures",),
        changes.late(_LEFT, 5),
        is_possible=hears(_LEFT),
        home="people",
    ),
    Fault(
        "departure-of-another",
        "Every fifth notice of a departure names somebody else.",
        ("departures",),
        at(_LEFT, 5, changes.of_another),
        is_possible=hears(_LEFT),
        home="people",
    ),
    Fault(
        "arrival-counts-too-many",
        "Every fifth notice of an arrival counts one user too many.",
        ("arrivals",),
        at(_JOINED, 5, changes.with_one_more),
        is_possible=counts,
        home="people",
    ),
    Fault(
        "departure-counts-too-many",
        "Every fifth notice of a departure counts one user too many.",
        ("departures",),
        at(_LEFT, 5, changes.with_one_more),
        is_possible=counts,
        home="people",
    ),
    Fault(
        "list-lost",
        "Every fifth list of users does not come.",
        ("arrivals", "departures"),
        at(HeardKind.HERE, 5, changes.lost),
        is_possible=tells_lists_only,
        home="people",
    ),
    Fault(
        "name-in-other-case",
        "Names come with small letters for capitals, and capitals for small letters.",
        ("names-shown",),
        at_kinds(_NAMED, with_name(str.swapcase)),
        is_possible=shows_senders,
        home="people",
    ),
    Fault(
        "name-cut",
        "Names end after ten characters.",
        ("names-shown",),
        at_kinds(_NAMED, with_name(changes.cut)),
        is_possible=shows_senders,
        home="people",
    ),
    Fault(
        "namesake-unannounced",
        "Where a name has several connections, no further one is announced.",
        ("shared-names",),
        at_kinds((_JOINED,), _second_of_name(changes.lost)),
        is_possible=hears(_JOINED),
        home="people",
    ),
    Fault(
        "anonymous-called-guest",
        "Users without a name are called Guest.",
        ("anonymous",),
        at_kinds(_NAMED, with_name(_guest)),
        home="people",
    ),
    Fault(
        "list-with-a-stranger",
        "Lists of users name somebody who is not in the room.",
        ("presence",),
        at(HeardKind.HERE, 1, changes.with_stranger),
        is_possible=lists_users,
        home="presence",
    ),
    Fault(
        "list-not-given",
        "Nobody receives a list of users.",
        ("presence",),
        at(HeardKind.HERE, 1, changes.lost),
        is_possible=lists_users,
        home="presence",
    ),
    Fault(
        "typing-lost",
        "Every third sign of typing does not come.",
        ("typing",),
        at(HeardKind.TYPING, 3, changes.lost),
        is_possible=types,
        home="typing",
    ),
    Fault(
        "typing-of-another",
        "Every third sign of typing names somebody else.",
        ("typing",),
        at(HeardKind.TYPING, 3, changes.of_another),
        is_possible=types,
        home="typing",
    ),
    Fault(
        "connection-closed",
        "After every seventh message, the connection of one reader is closed.",
        ("messages",),
        at(_MESSAGE, 7, changes.closed),
        home="people",
    ),
    Fault(
        "close-code-changed",
        "The server answers a Close frame with the code 1011.",
        ("websocket", "close-codes"),
        control=changes.close_code(1011),
        home="people",
    ),
    Fault(
        "close-unanswered",
        "The server does not answer a Close frame.",
        ("websocket", "close-codes"),
        control=changes.no_control(CLOSE),
        home="people",
    ),
    Fault(
        "ping-unanswered",
        "The server does not answer pings.",
        ("websocket",),
        control=changes.no_control(PONG),
        home="people",
    ),
)
