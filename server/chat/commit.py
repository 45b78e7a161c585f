"""Committing effects to the store, and replacing them when the store fails."""

import logging
from dataclasses import replace

from server.core.clock import microseconds
from server.core.effects import (
    Effect,
    M,
    RejectUnlessRepeated,
    SendConfirmed,
    SendHistory,
    SendToOne,
    SendToSome,
    SendUserList,
    Subscribe,
    Unsubscribe,
)
from server.core.events import (
    ChatMessage,
    Confirmed,
    History,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    UserList,
)
from server.core.history_query import HistoryQuery
from server.store.base import Store

_NOT_KEPT = "The message could not be stored and was not sent. Try again in a moment."
_OTHER_MESSAGE = "This client_id belongs to another message. Use a new client_id for each message."
_log = logging.getLogger("chat")


def commit_effect(store: Store, room: str, member: M | None, effect: Effect[M]) -> Effect[M]:
    """Commit ``effect`` and return it with its sequence number, history, user list or user count.

    A repeated message is sent only to its sender, as it was sent the first time.
    """
    match effect:
        case PublicMessage():
            first = store.append(room, effect)
            if first is not effect:
                return once_more(effect, first, member)
            if not effect.client_id or member is None:
                return effect
            return SendConfirmed(effect, member)
        case SendToSome(PrivateMessage() as private_message, receivers):
            first = store.append(room, private_message)
            if first is not private_message:
                return once_more(private_message, first, member)
            if not private_message.client_id or member is None:
                return effect
            others = tuple(each for each in receivers if each is not member)
            return SendConfirmed(private_message, member, others)
        case RejectUnlessRepeated(sender, private_message, refusal):
            if not store.is_repeated(room, private_message):
                return SendToOne(refusal, sender)
            return once_more(private_message, store.first(room, private_message), sender)
        case Subscribe(_, joined):
            joined.count = store.enter(room, joined.name)
        case Unsubscribe(_, left):
            left.count = store.leave(room, left.name)
        case SendHistory(reader):
            return SendToOne(_history_for(store, room, effect), reader)
        case SendUserList(reader):
            return SendToOne(UserList(store.here(room)), reader)
    return effect


def once_more(repeated: ChatMessage, first: ChatMessage | None, member: M | None) -> Effect[M]:
    """Return the effect that answers a repeated message; ``first`` is None if it had another
    content that is no longer kept.

    A private message is returned only to a sender who repeats its recipient and text: names are not
    unique, so another user with the same name must not learn its content.
    """
    if member is None:
        return first or repeated
    is_secret = isinstance(first, PrivateMessage) and not _are_alike(first, repeated)
    if first is None or is_secret:
        return SendToOne(
            Rejected(RejectionReason.BAD_MESSAGE, _OTHER_MESSAGE, microseconds()), member
        )
    return SendToOne(Confirmed(first, repeated.client_id), member)


def _are_alike(private_message: PrivateMessage, other: ChatMessage) -> bool:
    if not isinstance(other, PrivateMessage):
        return False
    return (private_message.to, private_message.text) == (other.to, other.text)


def read_history(store: Store, room: str, query: HistoryQuery) -> History:
    """Return the history; an empty, incomplete one if the store fails."""
    try:
        return store.read_history(room, query)
    except Exception as failure:  # a chat without history is better than no chat
        _log.error("history: %s", failure)
        return History((), False)


def _history_for(store: Store, room: str, effect: SendHistory[M]) -> History:
    """Return the history that ``effect`` asks for, with the newest message if it is the first."""
    history = read_history(store, room, effect.query)
    if not effect.is_first:
        return history
    last = history.messages[-1:]
    if not last:
        newest = HistoryQuery(limit=1, reader=effect.query.reader)
        last = read_history(store, room, newest).messages
    return replace(history, newest=last[0].sequence if last else 0)


def attempt(
    failures: list[Exception],
    store: Store,
    room: str,
    member: M | None,
    effect: Effect[M],
) -> Effect[M]:
    """Run ``commit_effect`` and record a failure in ``failures``.

    A failure invalidates the whole batch, but joins and leaves are still counted.
    """
    try:
        return commit_effect(store, room, member, effect)
    except Exception as failure:
        failures.append(failure)
        return effect


def unkept(
    store: Store, room: str, member: M | None, effect: Effect[M], done: Effect[M]
) -> Effect[M]:
    """Return the effect that replaces ``done`` when its batch could not be stored."""
    match effect:
        case PublicMessage() | SendToSome(PrivateMessage()) | RejectUnlessRepeated() if (
            member is not None
        ):
            return refused(member)
        # The first result may contain messages that were not stored.
        case SendHistory(reader):
            return SendToOne(_history_for(store, room, effect), reader)
    return done


def message_in(effect: Effect[M]) -> ChatMessage | None:
    """Return the message in ``effect`` that must be stored before it is sent; None if there is
    none."""
    match effect:
        case PublicMessage() as message:
            return message
        case SendToSome(PrivateMessage() as message) | RejectUnlessRepeated(_, message):
            return message
    return None


def characters(effect: Effect[M]) -> int:
    """Return the number of characters of the message in ``effect``; 0 if there is none."""
    message = message_in(effect)
    return 0 if message is None else len(message.text)


def refused(member: M) -> Effect[M]:
    """Return the rejection sent to ``member`` when a message cannot be stored."""
    return SendToOne(Rejected(RejectionReason.FULL, _NOT_KEPT, microseconds()), member)
