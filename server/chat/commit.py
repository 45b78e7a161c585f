"""What a decision becomes when it takes its place in the order; and when it cannot be kept."""

import logging

from server.core.clock import microseconds
from server.core.effects import Delivery, Enter, Exit, M, Recall, TellWho, ToOne, ToSome, Unheard
from server.core.events import Message, Recalled, Refusal, Refused, Said, Whispered, WhoIsHere
from server.core.history_query import Query
from server.store.base import Broker

_NOT_KEPT = "Nothing can be kept at present, so nothing was said. Try again in a moment."
_OTHER_MESSAGE = "This client_id belongs to another message. Give each message one of its own."
_log = logging.getLogger("chat")


def settle(broker: Broker, room: str, member: M | None, delivery: Delivery[M]) -> Delivery[M]:
    """``delivery`` with what only the order can tell: places, what was said before, who is here.

    Messages that are a repetition go to their sender alone, as they were the first time.
    """
    match delivery:
        case Said():
            first = broker.append(room, delivery)
            return delivery if first is delivery else _once_more(delivery, first, member)
        case ToSome(Whispered() as whispered):
            first = broker.append(room, whispered)
            return delivery if first is whispered else _once_more(whispered, first, member)
        case Unheard(sender, whispered, refusal):
            heard = broker.first(room, whispered)
            return ToOne(refusal, sender) if heard is None else _once_more(whispered, heard, sender)
        case Enter(_, joined):
            joined.count = broker.enter(room, joined.name)
        case Exit(_, left):
            left.count = broker.leave(room, left.name)
        case Recall(reader, query):
            return ToOne(_recalled(broker, room, query), reader)
        case TellWho(reader):
            return ToOne(WhoIsHere(broker.here(room)), reader)
    return delivery


def _once_more(repeated: Message, first: Message, member: M | None) -> Delivery[M]:
    """The answer to a repetition. What was whispered under a name is shown only to who repeats it:
    they know it already, and anybody may bear the name."""
    if member is None:
        return first
    if isinstance(first, Whispered) and not _are_alike(first, repeated):
        return ToOne(Refused(Refusal.BAD_MESSAGE, _OTHER_MESSAGE, microseconds()), member)
    return ToOne(first, member)


def _are_alike(whispered: Whispered, other: Message) -> bool:
    if not isinstance(other, Whispered):
        return False
    return (whispered.to, whispered.text) == (other.to, other.text)


def _recalled(broker: Broker, room: str, query: Query) -> Recalled:
    try:
        return broker.recall(room, query)
    except Exception as failure:  # one can talk without the past, too
        _log.error("history: %s", failure)
        return Recalled((), False)


def attempt(
    failures: list[Exception],
    broker: Broker,
    room: str,
    member: M | None,
    delivery: Delivery[M],
) -> Delivery[M]:
    """``settle``; what goes wrong spoils the batch, but who comes and goes is counted all the
    same."""
    try:
        return settle(broker, room, member, delivery)
    except Exception as failure:
        failures.append(failure)
        return delivery


def unkept(
    broker: Broker, room: str, member: M | None, delivery: Delivery[M], done: Delivery[M]
) -> Delivery[M]:
    """What takes the place of ``done`` when nothing of its batch was kept."""
    match delivery:
        case Said() | ToSome(Whispered()) | Unheard() if member is not None:
            return refused(member)
        case Recall(reader, query):  # it may have shown what was not kept
            return ToOne(_recalled(broker, room, query), reader)
    return done


def message_in(delivery: Delivery[M]) -> Message | None:
    """The message in a delivery that nobody may hear unless it is kept."""
    match delivery:
        case Said() as message:
            return message
        case ToSome(Whispered() as message) | Unheard(_, message):
            return message
    return None


def characters(delivery: Delivery[M]) -> int:
    """How long the message in a delivery is, if there is one."""
    message = message_in(delivery)
    return 0 if message is None else len(message.text)


def refused(member: M) -> Delivery[M]:
    """What ``member`` hears when nothing can be kept."""
    return ToOne(Refused(Refusal.FULL, _NOT_KEPT, microseconds()), member)
