"""Faults in what users say to each other."""

from alicebob.wires.heard import HeardKind
from mutants.relay import changes
from mutants.relay.changes import at, if_plain, with_text
from mutants.relay.conditions import (
    echoes,
    echoes_nothing,
    has_history,
    hears,
    shows_senders,
    whispers,
)
from mutants.relay.connection import Change, Connection, Told
from mutants.relay.fault import Fault

_MESSAGE, _PAST, _RECEIPT = HeardKind.MESSAGE, HeardKind.PAST, HeardKind.RECEIPT
_PRIVATE = HeardKind.PRIVATE
_LONG = 20_000  # characters


def _own(change: Change) -> Change:
    """Return ``change`` for messages that come back to their sender; the others stay."""
    return lambda reader, told: change(reader, told) if told.sender is reader else [told.message]


def _long(change: Change) -> Change:
    """Return ``change`` for long messages; the others stay."""
    return lambda reader, told: (
        change(reader, told) if len(told.heard.text or "") > _LONG else [told.message]
    )


def _first(change: Change) -> Change:
    """Return ``change`` for the first thing that a client receives; the others stay."""
    return lambda reader, told: change(reader, told) if reader.received == 1 else [told.message]


def _hundredth(reader: Connection, told: Told) -> list[str]:
    return [] if reader.received % 100 == 0 else [told.message]


MESSAGE_FAULTS = (
    Fault(
        "message-lost",
        "Every seventh message does not reach one of its readers.",
        ("messages",),
        at(_MESSAGE, 7, changes.lost),
    ),
    Fault(
        "message-lost-for-all",
        "Every seventh message reaches nobody.",
        ("messages",),
        said=lambda number: 0 if number % 7 == 0 else 1,
    ),
    Fault(
        "message-lost-after-join",
        "The first message after a user came does not reach that user.",
        ("messages",),
        at(_MESSAGE, 1, _first(changes.lost)),
    ),
    Fault(
        "message-lost-in-a-crowd",
        "Whoever has received 99 frames misses the next one.",
        ("messages",),
        at(_MESSAGE, 1, _hundredth),
    ),
    Fault(
        "message-lost-in-a-pause",
        "Whoever takes in nothing for a moment misses what is said then.",
        ("messages",),
        at(_MESSAGE, 1, changes.lost_while_stuck),
    ),
    Fault(
        "message-twice",
        "Every seventh message reaches one of its readers twice.",
        ("messages",),
        at(_MESSAGE, 7, changes.twice),
    ),
    Fault(
        "message-twice-for-all",
        "Every seventh message reaches everybody twice.",
        ("messages",),
        said=lambda number: 2 if number % 7 == 0 else 1,
    ),
    Fault(
        "message-invented",
        "With every seventh message comes one that nobody said.",
        ("messages",),
        at(_MESSAGE, 7, changes.invented),
    ),
    Fault(
        "message-repeated-to-newcomers",
        "A newcomer receives a message from before it came as if it were new.",
        ("no-replay", "messages"),
        changes.to_newcomers,
    ),
    Fault(
        "message-in-another-room",
        "Every third message reaches a user of another room as well.",
        ("rooms",),
        at(_MESSAGE, 3, changes.leaked),
        home="rooms",
    ),
    Fault(
        "sender-forged",
        "Every seventh message comes under the name of somebody else.",
        ("messages",),
        at(_MESSAGE, 7, changes.of_another),
        is_possible=shows_senders,
    ),
    Fault(
        "own-message-lost",
        "Every third message does not come back to its sender.",
        ("own-messages",),
        at(_MESSAGE, 3, _own(changes.lost)),
        is_possible=echoes,
    ),
    Fault(
        "own-message-twice",
        "Every third message comes back to its sender twice.",
        ("own-messages",),
        at(_MESSAGE, 3, _own(changes.twice)),
        is_possible=echoes,
    ),
    Fault(
        "own-message-echoed",
        "Every seventh message comes back to its sender, though the server does not echo.",
        ("messages",),
        at(_MESSAGE, 7, changes.echoed),
        is_possible=echoes_nothing,
    ),
    Fault(
        "receipt-lost",
        "Every seventh receipt does not come.",
        ("messages",),
        at(_RECEIPT, 7, changes.lost),
        is_possible=hears(_RECEIPT),
    ),
    Fault(
        "receipt-twice",
        "Every seventh receipt comes twice.",
        ("messages",),
        at(_RECEIPT, 7, changes.twice),
        is_possible=hears(_RECEIPT),
    ),
    Fault(
        "sender-order-lost",
        "Every fifth message comes behind the next one of the same sender.",
        ("sender-order",),
        changes.swapped(is_same_sender=True),
    ),
    Fault(
        "order-lost",
        "Every fifth message comes behind the next one of another sender, to one reader.",
        ("order",),
        changes.swapped(is_same_sender=False),
    ),
    Fault(
        "text-with-another-letter",
        "Every seventh message comes with another last letter.",
        ("messages",),
        at(_MESSAGE, 7, with_text(if_plain(changes.with_another_letter))),
    ),
    Fault(
        "text-cut",
        "Every third message ends after ten characters.",
        ("messages",),
        at(_MESSAGE, 3, with_text(if_plain(changes.cut))),
    ),
    Fault(
        "text-squeezed",
        "Several blanks in a message become one.",
        ("exact",),
        at(_MESSAGE, 1, with_text(changes.squeezed)),
    ),
    Fault(
        "text-in-ascii",
        "Characters beyond ASCII become question marks.",
        ("exact",),
        at(_MESSAGE, 1, changes.in_ascii),
    ),
    Fault(
        "text-escaped",
        "A < in a message becomes &lt;.",
        ("exact",),
        at(_MESSAGE, 1, changes.escaped),
    ),
    Fault(
        "long-text-lost",
        "Messages of more than 20,000 characters do not come.",
        ("long",),
        at(_MESSAGE, 1, _long(changes.lost)),
    ),
    Fault(
        "private-lost",
        "Every third private message does not come.",
        ("private",),
        at(_PRIVATE, 3, changes.lost),
        is_possible=whispers,
        home="private",
    ),
    Fault(
        "private-twice",
        "Every third private message comes twice.",
        ("private",),
        at(_PRIVATE, 3, changes.twice),
        is_possible=whispers,
        home="private",
    ),
    Fault(
        "private-overheard",
        "Every third private message reaches somebody else as well.",
        ("private",),
        at(_PRIVATE, 3, changes.overheard),
        is_possible=whispers,
        home="private",
    ),
    Fault(
        "private-of-another",
        "Every third private message comes under the name of somebody else.",
        ("private",),
        at(_PRIVATE, 3, changes.of_another),
        is_possible=whispers,
        home="private",
    ),
    Fault(
        "past-lost",
        "Every third message from before does not come.",
        ("messages",),
        at(_PAST, 3, changes.lost),
        is_possible=has_history,
    ),
    Fault(
        "past-twice",
        "Every third message from before comes twice.",
        ("messages",),
        at(_PAST, 3, changes.twice),
        is_possible=has_history,
    ),
    Fault(
        "past-swapped",
        "Every third message from before comes behind the next one.",
        ("messages",),
        changes.late(_PAST, 3),
        is_possible=has_history,
    ),
    Fault(
        "past-of-another-room",
        "A newcomer is told a message from before that was said in another room.",
        ("rooms",),
        at(_PAST, 1, _first(changes.from_elsewhere)),
        is_possible=has_history,
        home="rooms",
    ),
    Fault(
        "past-changed",
        "Every third message from before comes with another last letter.",
        ("messages",),
        at(_PAST, 3, with_text(if_plain(changes.with_another_letter))),
        is_possible=has_history,
    ),
)
