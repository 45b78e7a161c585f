"""Publish and subscribe: one event out to every subscriber of a topic.

An event is encoded once for every encoding in use, framed once, and the same bytes go to every
reader. Nobody is waited for. Usable from anywhere in the server's process, not only from a
connection's handler.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from server.ws.connection import Connection
from server.ws.fan_out import Audience
from server.ws.handler import Selector

E = TypeVar("E")
Encode = Callable[[E], bytes | None]


class _Topic(Generic[E]):
    """Who hears a topic: connections by their encoding, and selectors."""

    __slots__ = ("audiences", "selectors")

    def __init__(self) -> None:
        self.audiences: dict[Encode[E], Audience] = {}
        self.selectors: dict[int, Selector[E]] = {}

    @property
    def is_empty(self) -> bool:
        return not self.audiences and not self.selectors


class Broadcaster(Generic[E]):
    """Carries events to whoever subscribed to their topic."""

    def __init__(self) -> None:
        self._topics: dict[str, _Topic[E]] = {}

    def subscribe(self, topic: str, connection: Connection, encode: Encode[E]) -> None:
        """From now on ``connection`` is sent every event of ``topic``, as text in UTF-8, by
        ``encode``; but nothing of those for which it has no words (None)."""
        audiences = self._topics.setdefault(topic, _Topic()).audiences
        if encode not in audiences:
            audiences[encode] = Audience(connection.turn)
        audiences[encode].enter(connection)

    def unsubscribe(self, topic: str, connection: Connection) -> None:
        """Undoes ``subscribe``; does nothing for who is not subscribed."""
        found = self._topics.get(topic)
        if found is None:
            return
        for encode, audience in list(found.audiences.items()):
            audience.leave(connection)
            if not audience:
                del found.audiences[encode]
        self._drop_if_empty(topic)

    def listen(self, topic: str) -> Selector[E]:
        """A selector out of which every event of ``topic`` comes, until it is released."""
        selector: Selector[E] = Selector()
        self._topics.setdefault(topic, _Topic()).selectors[id(selector)] = selector
        selector.when_released(lambda: self._forget(topic, selector))
        return selector

    def publish(
        self, topic: str, event: E, exclude: Connection | None = None, is_urgent: bool = True
    ) -> int:
        """Sends ``event`` to all subscribers of ``topic``, but not to ``exclude``; to how many
        connections it goes, ``exclude`` counted.

        What is not urgent may reach a large audience up to ``MOST_PATIENCE`` later, still in order.
        """
        found = self._topics.get(topic)
        if found is None:
            return 0
        readers = 0
        for encode, audience in found.audiences.items():
            text = encode(event)
            if text is not None:
                readers += audience.send(text, exclude, is_urgent)
        if found.selectors:
            for selector in list(found.selectors.values()):
                selector.put(event)
        return readers

    def publish_all(self, topic: str, events: Sequence[E]) -> int:
        """``publish`` for each of ``events``, to everybody; how many connections read here."""
        found = self._topics.get(topic)
        if found is None:
            return 0
        audiences = found.audiences
        # A guest may read here in two encodings, and is to get one event after the other.
        if len(audiences) > 1 and any(audience.has_guests for audience in audiences.values()):
            return max((self.publish(topic, event) for event in events), default=0)
        readers = 0
        for encode, audience in audiences.items():
            texts, size = [], 0
            for event in events:
                text = encode(event)
                if text is not None:
                    texts.append(text)
                    size += len(text)
            if texts:
                readers += audience.send_all(texts, size)
        if found.selectors:
            for selector in list(found.selectors.values()):
                for event in events:
                    selector.put(event)
        return readers

    def subscribers(self, topic: str) -> int:
        """How many connections and selectors hear ``topic`` now."""
        found = self._topics.get(topic)
        if found is None:
            return 0
        return sum(map(len, found.audiences.values())) + len(found.selectors)

    def _forget(self, topic: str, selector: Selector[E]) -> None:
        found = self._topics.get(topic)
        if found is not None:
            found.selectors.pop(id(selector), None)
            self._drop_if_empty(topic)

    def _drop_if_empty(self, topic: str) -> None:
        if self._topics[topic].is_empty:
            del self._topics[topic]
