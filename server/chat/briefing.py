"""Effects that belong together: a join with what the newcomer is sent first, a message with the end
of typing."""

from server.core.effects import (
    Effect,
    M,
    SendHistory,
    SendToOne,
    SendToSome,
    SendUserList,
    Subscribe,
)
from server.core.events import Announcement, PrivateMessage


def briefed(effect: Effect[M] | None) -> M | None:
    """Return the member that ``effect`` tells what a newcomer is told; None for all else."""
    match effect:
        case SendToOne(Announcement(), member) | SendUserList(member):
            return member
        case SendHistory(member, _, is_first=True):
            return member
    return None


def newcomer(effect: Effect[M] | None) -> M | None:
    """Return the member who joins with ``effect``, or is sent it first; None for all else."""
    return effect.member if isinstance(effect, Subscribe) else briefed(effect)


def is_private(effect: Effect[M] | None) -> bool:
    """Return True if ``effect`` is a private message."""
    return isinstance(effect, SendToSome) and isinstance(effect.event, PrivateMessage)
