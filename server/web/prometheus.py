"""The metrics in the text format of Prometheus.

Import this module only when metrics are requested: the client library is slow to import.
"""

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

OTHER = (
    "other"  # clients can send thousands of close codes, and each label value costs a time series
)


def exposition(
    chat: ChatService,
    connections: ConnectionRegistry,
    handshake_rejections: Mapping[HandshakeRejection, int],
) -> bytes:
    """Return all metrics as they are now."""
    registry = CollectorRegistry()
    registry.register(ChatCollector(chat, connections, handshake_rejections))
    return generate_latest(registry)


class ChatCollector(Collector):
    """Collector of the server's own counters, which are cheaper than the library's."""

    def __init__(
        self,
        chat: ChatService,
        connections: ConnectionRegistry,
        handshake_rejections: Mapping[HandshakeRejection, int],
    ) -> None:
        self.chat = chat
        self._connections = connections
        self._handshake_rejections = handshake_rejections

    def collect(self) -> Iterator[Metric]:
        """Yield all metrics with their current values."""
        chat, counters = self.chat, self.chat.counters
        yield gauge("chat_connections", "Open WebSocket connections", len(self._connections))
        yield gauge("chat_rooms", "Rooms with at least one user", len(chat.rooms))
        yield counter("chat_joins", "Joins", counters.joins)
        leaves = by_known_code(counters.leaves)
        yield _labelled(
            "chat_leaves", "Leaves, by the close code of the connection", "code", leaves
        )
        yield counter(
            "chat_messages", "Messages sent to rooms and private messages", chat.messages_said
        )
        yield counter(
            "chat_deliveries", "Deliveries of a message to one connection", counters.deliveries
        )
        evictions = self._connections.evictions
        yield counter(
            "chat_evictions", "Connections closed because they read too slowly", evictions
        )
        refusals = self.rejections()
        yield _labelled(
            "chat_refusals", "Rejected handshakes and messages, by reason", "reason", refusals
        )
        yield _histogram(
            "chat_delivery_seconds",
            "Time from the arrival of a message until it is written to all connections",
            counters.delivery_seconds,
        )

    def rejections(self) -> Mapping[str, int]:
        """Return rejections before and after the upgrade; some reasons occur in both."""
        refusals = Counter({why.value: 0 for why in RejectionReason})
        refusals.update(self.chat.counters.refusals)
        refusals.update(
            {why.value: self._handshake_rejections.get(why, 0) for why in HandshakeRejection}
        )
        return refusals


def by_known_code(leaves: Mapping[int, int]) -> Mapping[str, int]:
    """Return the leaves by close code; unknown codes count as one."""
    codes = Counter({str(int(code)): 0 for code in CloseCode})
    for code, count in leaves.items():
        codes[str(int(code)) if str(int(code)) in codes else OTHER] += count
    return codes


def gauge(name: str, meaning: str, value: float) -> Metric:
    """Return a metric that goes up and down."""
    return GaugeMetricFamily(name, meaning, value=value)


def counter(name: str, meaning: str, value: float) -> Metric:
    """Return a metric that only grows."""
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
