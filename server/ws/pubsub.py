"""Publish and subscribe: one event out to every subscriber of a topic.

An event is encoded and framed once for every encoding in use, and every reader gets the same bytes.
Publishing never waits for a reader. It can be used anywhere in the server's process, not only in a
connection's handler.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from server.ws.congestion import Congestion
from server.ws.connection import Connection
from server.ws.fan_out import FanOut
from server.ws.subscription import Subscription

E = TypeVar("E")
Encode = Callable[[E], bytes | None]


class _Topic(Generic[E]):
    """The subscribers of a topic: connections by their encoding, and subscriptions."""

    __slots__ = ("congestion", "fan_outs", "subscriptions")

    def __init__(self) -> None:
        self.congestion = Congestion()
        self.fan_outs: dict[Encode[E], FanOut] = {}
        self.subscriptions: dict[int, Subscription[E]] = {}

    @property
    def is_empty(self) -> bool:
        return not self.fan_outs and not self.subscriptions


class PubSub(Generic[E]):
    """Publishes events to the subscribers of their topic."""

    def __init__(self) -> None:
        self.topics: dict[str, _Topic[E]] = {}

    def subscribe(self, topic: str, connection: Connection, encode: Encode[E]) -> None:
        """Send every later event of ``topic`` to ``connection``, encoded by ``encode`` as UTF-8
        text; events for which ``encode`` returns None are skipped."""
        found = self.topics.setdefault(topic, _Topic())
        fan_outs = found.fan_outs
        if encode not in fan_outs:
            fan_outs[encode] = FanOut(connection.write_batch, found.congestion)
        fan_outs[encode].enter(connection.send_queue)

    def unsubscribe(self, topic: str, connection: Connection) -> None:
        """Undo ``subscribe``; no effect on a connection that is not subscribed."""
        found = self.topics.get(topic)
        if found is None:
            return
        for encode, fan_out in list(found.fan_outs.items()):
            fan_out.leave(connection.send_queue)
            if not fan_out:
                del found.fan_outs[encode]
        self._drop_if_empty(topic)

    def listen(self, topic: str) -> Subscription[E]:
        """Return a subscription that delivers every event of ``topic`` until it is released."""
        subscription: Subscription[E] = Subscription()
        self.topics.setdefault(topic, _Topic()).subscriptions[id(subscription)] = subscription
        subscription.on_release(lambda: self._forget(topic, subscription))
        return subscription

    def publish(
        self, topic: str, event: E, exclude: Connection | None = None, is_urgent: bool = True
    ) -> int:
        """Send ``event`` to all subscribers of ``topic`` but ``exclude``; return the number of
        connections that read it, including ``exclude``.

        An event that is not urgent may reach a large fan-out up to ``MOST_PATIENCE`` later, still
        in order.
        """
        found = self.topics.get(topic)
        if found is None:
            return 0
        left_out = None if exclude is None else exclude.send_queue
        readers = 0
        for encode, fan_out in found.fan_outs.items():
            text = encode(event)
            if text is not None:
                readers += fan_out.send(text, left_out, is_urgent)
        if found.subscriptions:
            for subscription in list(found.subscriptions.values()):
                subscription.put(event)
        return readers

    def publish_all(self, topic: str, events: Sequence[E]) -> int:
        """Publish each of ``events`` to all subscribers; return the number of connections that
        read them."""
        found = self.topics.get(topic)
        if found is None:
            return 0
        fan_outs = found.fan_outs
        # A secondary reader may read here in two encodings, and must get one event after the other.
        if len(fan_outs) > 1 and any(
            fan_out.has_secondary_readers for fan_out in fan_outs.values()
        ):
            return max((self.publish(topic, event) for event in events), default=0)
        readers = 0
        for encode, fan_out in fan_outs.items():
            texts, size = [], 0
            for event in events:
                text = encode(event)
                if text is not None:
                    texts.append(text)
                    size += len(text)
            if texts:
                readers += fan_out.send_all(texts, size)
        if found.subscriptions:
            for subscription in list(found.subscriptions.values()):
                for event in events:
                    subscription.put(event)
        return readers

    def subscribers(self, topic: str) -> int:
        """Return the number of connections and subscriptions of ``topic``."""
        found = self.topics.get(topic)
        if found is None:
            return 0
        return sum(map(len, found.fan_outs.values())) + len(found.subscriptions)

    def _forget(self, topic: str, subscription: Subscription[E]) -> None:
        found = self.topics.get(topic)
        if found is not None:
            found.subscriptions.pop(id(subscription), None)
            self._drop_if_empty(topic)

    def _drop_if_empty(self, topic: str) -> None:
        if self.topics[topic].is_empty:
            del self.topics[topic]
