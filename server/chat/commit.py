"""What a decision becomes when it takes its place in the order; and when it cannot be kept."""

import logging

from server.core.clock import microseconds
from server.core.effects import (
    Effect,
    M,
    RejectUnlessRepeated,
    SendHistory,
    SendToOne,
    SendToSome,
    SendUserList,
    Subscribe,
    Unsubscribe,
)
from server.core.events import (
    ChatMessage,
    History,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    UserList,
)
from server.core.history_query import HistoryQuery
from server.store.base import Store

_NOT_KEPT = "Nothing can be kept at present, so nothing was said. Try again in a moment."
_OTHER_MESSAGE = "This client_id belongs to another message. Give each message one of its own."
_log = logging.getLogger("chat")


def commit_effect(store: Store, room: str, member: M | None, effect: Effect[M]) -> Effect[M]:
    """``effect`` with what only the order can tell: places, what was said before, who is here.

    Messages that are a repetition go to their sender alone, as they were the first time.
    """
    match effect:
        case PublicMessage():
            first = store.append(room, effect)
            return effect if first is effect else _once_more(effect, first, member)
        case SendToSome(PrivateMessage() as private_message):
            first = store.append(room, private_message)
            return (
                effect if first is private_message else _once_more(private_message, first, member)
            )
        case RejectUnlessRepeated(sender, private_message, refusal):
            heard = store.first(room, private_message)
            return (
                SendToOne(refusal, sender)
                if heard is None
                else _once_more(private_message, heard, sender)
            )
        case Subscribe(_, joined):
            joined.count = store.enter(room, joined.name)
        case Unsubscribe(_, left):
            left.count = store.leave(room, left.name)
        case SendHistory(reader, query):
            return SendToOne(_read_history(store, room, query), reader)
        case SendUserList(reader):
            return SendToOne(UserList(store.here(room)), reader)
    return effect


def _once_more(repeated: ChatMessage, first: ChatMessage, member: M | None) -> Effect[M]:
    """The answer to a repetition. What was whispered under a name is shown only to who repeats it:
    they know it already, and anybody may bear the name."""
    if member is None:
        return first
    if isinstance(first, PrivateMessage) and not _are_alike(first, repeated):
        return SendToOne(
            Rejected(RejectionReason.BAD_MESSAGE, _OTHER_MESSAGE, microseconds()), member
        )
    return SendToOne(first, member)


def _are_alike(private_message: PrivateMessage, other: ChatMessage) -> bool:
    if not isinstance(other, PrivateMessage):
        return False
    return (private_message.to, private_message.text) == (other.to, other.text)


def _read_history(store: Store, room: str, query: HistoryQuery) -> History:
    try:
        return store.read_history(room, query)
    except Exception as failure:  # one can talk without the past, too
        _log.error("history: %s", failure)
        return History((), False)


def attempt(
    failures: list[Exception],
    store: Store,
    room: str,
    member: M | None,
    effect: Effect[M],
) -> Effect[M]:
    """``commit_effect``; what goes wrong spoils the batch, but who comes and goes is counted all
    the
    same."""
    try:
        return commit_effect(store, room, member, effect)
    except Exception as failure:
        failures.append(failure)
        return effect


def unkept(
    store: Store, room: str, member: M | None, effect: Effect[M], done: Effect[M]
) -> Effect[M]:
    """What takes the place of ``done`` when nothing of its batch was kept."""
    match effect:
        case PublicMessage() | SendToSome(PrivateMessage()) | RejectUnlessRepeated() if (
            member is not None
        ):
            return refused(member)
        case SendHistory(reader, query):  # it may have shown what was not kept
            return SendToOne(_read_history(store, room, query), reader)
    return done


def message_in(effect: Effect[M]) -> ChatMessage | None:
    """The message in a delivery that nobody may hear unless it is kept."""
    match effect:
        case PublicMessage() as message:
            return message
        case SendToSome(PrivateMessage() as message) | RejectUnlessRepeated(_, message):
            return message
    return None


def characters(effect: Effect[M]) -> int:
    """How long the message in a delivery is, if there is one."""
    message = message_in(effect)
    return 0 if message is None else len(message.text)


def refused(member: M) -> Effect[M]:
    """What ``member`` hears when nothing can be kept."""
    return SendToOne(Rejected(RejectionReason.FULL, _NOT_KEPT, microseconds()), member)
