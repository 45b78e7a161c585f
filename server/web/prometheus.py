"""The counts in the text format of Prometheus. To be imported when somebody asks for it, and not
before: the client library takes its time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from server.chat.histogram import Histogram
from server.chat.service import ChatService
from server.core.events import RejectionReason
from server.ws.close_codes import CloseCode
from server.ws.handshake import HandshakeRejection
from server.ws.registry import ConnectionRegistry

OTHER = "other"  # close codes are chosen by clients, out of thousands; each label costs a series


def exposition(
    chat: ChatService,
    connections: ConnectionRegistry,
    handshake_rejections: Mapping[HandshakeRejection, int],
) -> bytes:
    """All metrics as they are now."""
    registry = CollectorRegistry()
    registry.register(_ChatCollector(chat, connections, handshake_rejections))
    return generate_latest(registry)


class _ChatCollector(Collector):
    """Reads our own plain numbers, which are cheaper to count than the library's."""

    def __init__(
        self,
        chat: ChatService,
        connections: ConnectionRegistry,
        handshake_rejections: Mapping[HandshakeRejection, int],
    ) -> None:
        self._chat = chat
        self._connections = connections
        self._handshake_rejections = handshake_rejections

    def collect(self) -> Iterator[Metric]:
        chat, counters = self._chat, self._chat.counters
        yield _gauge(
            "chat_connections", "WebSocket connections that are open", len(self._connections)
        )
        yield _gauge("chat_rooms", "Rooms that somebody is in", len(chat.rooms))
        yield _counter("chat_joins", "Times that somebody came into a room", counters.joins)
        leaves = _by_known_code(counters.leaves)
        yield _labelled("chat_leaves", "Those who left, by how their line ended", "code", leaves)
        yield _counter("chat_messages", "Messages that were said or whispered", counters.messages)
        yield _counter("chat_deliveries", "Messages handed to one reader each", counters.deliveries)
        evictions = self._connections.evictions
        yield _counter(
            "chat_evictions", "Readers that were cut since they were too slow", evictions
        )
        refusals = self._refusals()
        yield _labelled("chat_refusals", "What was refused, by reason", "reason", refusals)
        yield _histogram(
            "chat_delivery_seconds",
            "Time of a message from its arrival until it is written to all",
            counters.delivery_seconds,
        )

    def _refusals(self) -> Mapping[str, int]:
        """Before the upgrade and after it; one reason may be met at both."""
        refusals = Counter({why.value: 0 for why in RejectionReason})
        refusals.update(self._chat.counters.refusals)
        refusals.update(
            {why.value: self._handshake_rejections.get(why, 0) for why in HandshakeRejection}
        )
        return refusals


def _by_known_code(leaves: Mapping[int, int]) -> Mapping[str, int]:
    codes = Counter({str(int(code)): 0 for code in CloseCode})
    for code, count in leaves.items():
        codes[str(int(code)) if str(int(code)) in codes else OTHER] += count
    return codes


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def _counter(name: str, meaning: str, value: float) -> Metric:
    return CounterMetricFamily(name, meaning, value=value)


def _labelled(name: str, meaning: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, meaning, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _histogram(name: str, meaning: str, histogram: Histogram) -> Metric:
    bounds = [*(f"{bound:g}" for bound in histogram.bounds), "+Inf"]
    steps = list(zip(bounds, map(float, accumulate(histogram.counters)), strict=True))
    return HistogramMetricFamily(name, meaning, buckets=steps, sum_value=histogram.seconds)
