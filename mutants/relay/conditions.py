"""Conditions on a server without which a fault cannot happen, or would be none."""

from collections.abc import Callable

from alicebob.dialects.described import Described
from alicebob.model.facts import Shows
from alicebob.wires.heard import HeardKind

Condition = Callable[[Described], bool]


def hears(*kinds: HeardKind) -> Condition:
    """Return the condition that some frame has one of these meanings."""
    return lambda described: any(hear.kind in kinds for hear in described.wire.hears)


def echoes(described: Described) -> bool:
    """Return True if senders receive their own messages."""
    return described.echoes and not hears(HeardKind.RECEIPT)(described)


def echoes_nothing(described: Described) -> bool:
    """Return True if senders do not receive their own messages."""
    return not described.echoes


def shows_senders(described: Described) -> bool:
    """Return True if messages show who said them."""
    return described.facts.shows is not Shows.NOTHING


def counts(described: Described) -> bool:
    """Return True if notices tell a number of users, and the facts say what it counts."""
    told = [hear.template.holes for hear in described.wire.hears]
    return described.counts is not None and any(h.name == "count" for holes in told for h in holes)


def tells_lists_only(described: Described) -> bool:
    """Return True if lists of users stand for notices."""
    return described.tells_by_list(HeardKind.JOINED) or described.tells_by_list(HeardKind.LEFT)


def has_history(described: Described) -> bool:
    """Return True if newcomers receive earlier messages."""
    return described.facts.history != 0 and hears(HeardKind.PAST)(described)


def whispers(described: Described) -> bool:
    """Return True if users can send private messages."""
    return described.has_private


def types(described: Described) -> bool:
    """Return True if users can tell that they are typing."""
    return described.has_typing


def lists_users(described: Described) -> bool:
    """Return True if there are lists of users beside notices."""
    return described.lists_users
