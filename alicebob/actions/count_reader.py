"""Reads the numbers that the server counts: its statistics, and its metrics for Prometheus."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from alicebob.scenario.scenario import Scenario
from alicebob.servers.node import Node
from alicebob.servers.server_under_test import ServerUnderTest
from alicebob.transport import http
from alicebob.transport.prometheus import NotMetrics, Series, misfits, read, series

SAME = {
    "connections": "chat_connections",
    "rooms": "chat_rooms",
    "messages_in": "chat_messages_total",
    "deliveries_out": "chat_deliveries_total",
    "evictions": "chat_evictions_total",
}
"""Numbers that the statistics and the metrics have in common."""
NUMBERS = [*SAME, "users", "uptime"]
BY_ROOM = "users_by_room"  # a part of the statistics that needs the operator's token


@dataclass(frozen=True, slots=True)
class Reading:
    """All numbers, read between two moments of the clock (seconds)."""

    began: float = 0.0
    ended: float = 0.0
    metrics: Mapping[Series, float] = field(default_factory=dict)
    statistics: Mapping[str, object] = field(default_factory=dict)


class CountReader:
    """Reads all numbers of a server, and fails the scenario if they contradict themselves."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._last: dict[int, Mapping[Series, float]] = {}  # by the port of the server

    def read(self) -> Reading:
        """Return all numbers as they are now."""
        began = time.monotonic()
        metrics, statistics = self.metrics(), self.statistics()
        return Reading(began, time.monotonic(), metrics, statistics)

    def metrics(self) -> Mapping[Series, float]:
        """Return the metrics, of several servers their sums; counters must not have fallen since
        the last reading."""
        sums: dict[Series, float] = {}
        for node in self._scenario.server.nodes:
            for key, value in self._metrics_of(node).items():
                sums[key] = sums.get(key, 0.0) + value
        return sums

    def _metrics_of(self, node: Node) -> Mapping[Series, float]:
        try:
            found = read(self._page("/metrics", node))
        except NotMetrics as wrong:
            headline = "The metrics cannot be read."
            self._fail(headline, "the text format of Prometheus", str(wrong))
        wrong_ones = misfits(self._last.get(node.address.port, {}), found)
        if wrong_ones:
            expected = "counters that never fall, and histograms whose buckets, sum and count fit"
            self._fail("The metrics contradict themselves.", expected, "; ".join(wrong_ones))
        self._last[node.address.port] = found
        return found

    def statistics(self) -> Mapping[str, object]:
        """Return the statistics, in the form of docs/protocol.md#http."""
        server = self._scenario.server
        page = self._page("/stats", server.nodes[0], server.operator)
        try:
            found = dict(json.loads(page))
        except (ValueError, TypeError) as wrong:
            self._fail("The statistics cannot be read.", "a JSON object", str(wrong))
        empty = [room for room, people in rooms_in(found).items() if people < 1]
        missing = [name for name in NUMBERS if not _is_count(found.get(name))]
        if missing or empty or (server.operator and not isinstance(found.get(BY_ROOM), dict)):
            self._fail("The statistics are not as documented.", _as_documented(server), page)
        return found

    def expect_no_room(self, name: str) -> None:
        """Expect that neither page shows the name of this room without the operator's token."""
        for path in ("/stats", "/metrics"):
            for node in self._scenario.server.nodes:
                page = self._page(path, node)
                if name in page:
                    headline = f"{path} shows the name of a room to anybody."
                    self._fail(headline, f"no {name!r}", page)

    def _page(self, path: str, node: Node, token: str = "") -> str:
        answer = http.get(node.address, path, self._scenario.patience, token=token)
        if answer.status != 200:
            self._fail(f"{path} does not answer with 200.", "status 200", f"status {answer.status}")
        return answer.text

    def _fail(self, headline: str, expected: str, actual: str) -> NoReturn:
        self._scenario.judge.fail(headline, expected, actual)


def total(counts: Mapping[Series, float], name: str, labels: Mapping[str, str]) -> float:
    """Return the number with these labels; without labels, the sum of all numbers of that name."""
    if labels:
        return counts.get(series(name, **labels), 0)
    return sum(value for (its, _), value in counts.items() if its == name)


def number(statistics: Mapping[str, object], name: str) -> float:
    """Return this number of the statistics; 0 if they lack it."""
    value = statistics.get(name)
    return value if isinstance(value, int | float) else 0


def _as_documented(server: ServerUnderTest) -> str:
    numbers = f"the numbers {', '.join(NUMBERS)}"
    return f"{numbers}, and {BY_ROOM} with at least one each" if server.operator else numbers


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def rooms_in(statistics: Mapping[str, object]) -> Mapping[str, float]:
    """Return the number of users by room, as the operator gets it."""
    rooms = statistics.get(BY_ROOM)
    return {str(k): float(v) for k, v in rooms.items()} if isinstance(rooms, dict) else {}
