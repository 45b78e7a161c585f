"""The one order of all rooms: what is decided is kept first, and delivered then.

With a broker that is instant both happen at once. With any other, all that was decided while it was
busy goes to it as one batch, away from the event loop, and is kept with one commit; the deliveries
follow in the order in which they were decided. So whatever anybody hears can no longer be lost
(PROTOCOL, promise 6), and what a newcomer is told of the past fits the live talk exactly.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic

from server.brokers.contract import BrokenBroker, Broker, Query
from server.brokers.places import microseconds
from server.deliveries import Delivery, Enter, Exit, M, Recall, TellWho, ToOne, ToSome
from server.events import Message, Recalled, Refusal, Refused, Said, Whispered, WhoIsHere

MOST_WAITING = 64 * 1024 * 1024  # characters that wait to be kept; beyond, senders are refused
_WEIGHT = 256  # characters that a decision costs, however short its text
_NOT_KEPT = "Nothing can be kept at present, so nothing was said. Try again in a moment."
_OTHER_MESSAGE = "This client_id belongs to another message. Give each message one of its own."
_log = logging.getLogger("chat")

Deliver = Callable[[str, list[Delivery[M]]], None]
Decision = tuple[str, M | None, list[Delivery[M]]]
"""A room, who did something there (None: the server), and what is to be delivered."""


class Order(Generic[M]):
    """Hands on what rooms decide, in the order of ``submit``."""

    def __init__(self, broker: Broker, deliver: Deliver[M]) -> None:
        self.is_well = True  # what is said now can be kept
        self.when_late: Callable[[float], None] = _not_timed  # since when what comes has waited
        self._broker = broker
        self._deliver = deliver

    def submit(self, room: str, member: M | None, deliveries: list[Delivery[M]]) -> None:
        """Has what came of the doings of ``member`` kept, and then delivered."""
        broker = self._broker
        settled = [settle(broker, room, member, delivery) for delivery in deliveries]
        if settled:
            self._deliver(room, settled)

    async def drained(self) -> None:
        """Returns when all that was submitted before is delivered."""

    def close(self) -> None:
        """Lets go of the broker."""
        self._broker.close()


class BatchedOrder(Order[M]):
    """For a broker that takes its time. One batch is with it at any time, in one thread."""

    def __init__(self, broker: Broker, deliver: Deliver[M]) -> None:
        """To be made inside the running loop."""
        super().__init__(broker, deliver)
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, "broker")
        self._waiting: list[Decision[M]] = []
        self._weight = 0
        self._since = 0.0  # when the first of what waits was submitted
        self._is_busy = False
        self._drains: list[asyncio.Future[None]] = []

    def submit(self, room: str, member: M | None, deliveries: list[Delivery[M]]) -> None:
        """Has them kept together with all that comes in during this turn of the loop."""
        if self._weight > MOST_WAITING and any(map(_kept_in, deliveries)):
            self._deliver(room, [_refuse(delivery, member) for delivery in deliveries])
            return
        if not deliveries:
            return
        if not self._waiting:
            self._since = time.perf_counter()
        self._waiting.append((room, member, deliveries))
        self._weight += _WEIGHT + sum(map(_characters, deliveries))
        if not self._is_busy:
            self._is_busy = True
            self._loop.call_soon(self._begin)

    async def drained(self) -> None:
        """Returns when all that was submitted before is delivered."""
        if self._is_busy:
            drain = self._loop.create_future()
            self._drains.append(drain)
            await drain

    def close(self) -> None:
        """Waits for the batch that is with the broker, then lets go of it."""
        self._thread.shutdown()
        super().close()

    def _begin(self) -> None:
        batch, self._waiting, self._weight = self._waiting, [], 0
        drains, self._drains = self._drains, []
        self._thread.submit(self._keep, batch, self._since, drains)

    def _keep(
        self, batch: list[Decision[M]], since: float, drains: list[asyncio.Future[None]]
    ) -> None:
        """Runs in the thread. A failure costs the messages of this batch; their senders learn of
        it, and nobody has heard them."""
        broker = self._broker
        settled: list[Decision[M]] = [
            (room, member, [settle(broker, room, member, each) for each in deliveries])
            for room, member, deliveries in batch
        ]
        is_well = True
        try:
            broker.commit()
        except BrokenBroker as broken:
            _log.error("history: %s", broken)
            is_well = False
            settled = [
                (room, member, [_refuse(each, member) for each in deliveries])
                for room, member, deliveries in settled
            ]
        self._loop.call_soon_threadsafe(self._end, settled, since, is_well, drains)

    def _end(
        self,
        settled: list[Decision[M]],
        since: float,
        is_well: bool,
        drains: list[asyncio.Future[None]],
    ) -> None:
        self.is_well = is_well
        if settled:
            self.when_late(since)
        for room, _, deliveries in settled:
            self._deliver(room, deliveries)
        for drain in drains:
            drain.set_result(None)
        self._is_busy = bool(self._waiting or self._drains)
        if self._is_busy:
            self._begin()


def _not_timed(_since: float) -> None:
    """Nobody asks how long anything has waited."""


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
    except BrokenBroker as broken:
        _log.error("history: %s", broken)
        return Recalled((), False)


def _kept_in(delivery: Delivery[M]) -> Message | None:
    """The message in a delivery that nobody may hear unless it is kept."""
    match delivery:
        case Said() as message:
            return message
        case ToSome(Whispered() as message) | ToOne(Said() | Whispered() as message):
            return message
    return None


def _characters(delivery: Delivery[M]) -> int:
    message = _kept_in(delivery)
    return 0 if message is None else len(message.text)


def _refuse(delivery: Delivery[M], member: M | None) -> Delivery[M]:
    """What takes the place of a delivery when nothing can be kept."""
    if _kept_in(delivery) is not None and member is not None:
        return ToOne(Refused(Refusal.FULL, _NOT_KEPT, microseconds()), member)
    match delivery:
        case ToOne(Recalled(), reader):
            return ToOne(Recalled((), False), reader)
    return delivery
