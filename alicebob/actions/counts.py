"""Expectations of the numbers that the server counts, compared with those noted before."""

import time
from collections.abc import Callable
from typing import NoReturn

from alicebob.actions.count_reader import (
    BY_ROOM,
    SAME,
    CountReader,
    Reading,
    number,
    rooms_in,
    total,
)
from alicebob.model.received import Message, PrivateMessage
from alicebob.record.journal import EventReceived
from alicebob.scenario.scenario import Scenario
from alicebob.transport.prometheus import Series, series

_OURS = (
    "chat_"  # begins the names of the metrics; a library may add others, which change by themselves
)
_MEASURED = "chat_delivery_seconds"
_OTHERWISE = {"uptime", "nodes"}  # statistics that grow, or are those of each server by itself
_LOOK_AGAIN = 0.01  # seconds; between two looks at the server's numbers
_ROUNDED = 0.005  # seconds by which an uptime may be rounded


class Counts:
    """Compares the numbers with those that were noted before."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._reader = CountReader(scenario)
        self._noted = Reading()
        self._heard_before = 0
        self._expected: set[str] = set()  # names of numbers that steps have looked at

    def note(self) -> None:
        """Remember the numbers that the server has counted, and the messages that users
        received."""
        self._noted, self._heard_before = self._reader.read(), self._heard()
        self._expected.clear()

    def expect_counted(self, name: str, count: int, **labels: str) -> None:
        """Expect that the server has counted ``count`` more since then, with these labels or in
        all.

        The server may count the last one a moment later.
        """
        what = f"{name} ({', '.join(labels.values())})" if labels else name
        noted = total(self._noted.metrics, name, labels)
        self._expected.add(str(series(name, **labels)) if labels else name)
        self._expect_soon(what, count, lambda: total(self._reader.metrics(), name, labels) - noted)

    def expect_deliveries_heard(self) -> None:
        """Expect that the server counted as many deliveries as users received messages since
        then."""
        name = "chat_deliveries_total"
        noted = total(self._noted.metrics, name, {}) - self._heard_before
        too_many = "deliveries that nobody received"
        self._expect_soon(
            too_many, 0, lambda: total(self._reader.metrics(), name, {}) - noted - self._heard()
        )

    def expect_measured(self, count: int) -> None:
        """Expect that the server measured ``count`` more deliveries, none of which took longer than
        the time since then."""
        self.expect_counted(f"{_MEASURED}_count", count)
        now = self._reader.read()
        name = f"{_MEASURED}_sum"
        took = total(now.metrics, name, {}) - total(self._noted.metrics, name, {})
        longest = count * (now.ended - self._noted.began)
        if not 0 < took <= longest:
            headline = "The server measured another time for the deliveries."
            self._fail(headline, f"more than 0 s, at most {longest:.6f} s", f"{took:.6f} s")

    def expect_statistic(self, name: str, count: int) -> None:
        """Expect that this number in the statistics has grown by ``count`` since then."""
        noted = number(self._noted.statistics, name)
        more = lambda: number(self._reader.statistics(), name) - noted  # noqa: E731  # looked at often
        self._expected.add(name)
        self._expect_soon(name, count, more)

    def expect_people(self, room: str, count: int) -> None:
        """Expect this number of users of ``room`` in the statistics; 0 if there is no such room."""
        self._expected |= {"users", BY_ROOM}
        self._expect_soon(
            f"the people in room {room}",
            count,
            lambda: rooms_in(self._reader.statistics()).get(room, 0),
        )

    def expect_no_room(self, name: str) -> None:
        """Expect that nobody but the operator is shown the name of this room."""
        self._reader.expect_no_room(name)

    def expect_uptime(self) -> None:
        """Expect that the uptime has grown by the time since then, and is not older than the
        server's process."""
        noted, now = self._noted, self._reader.read()
        grown = number(now.statistics, "uptime") - number(noted.statistics, "uptime")
        shortest, longest = now.began - noted.ended, now.ended - noted.began
        if not shortest - _ROUNDED <= grown <= longest + _ROUNDED:
            expected = f"it grew by {shortest:.3f} to {longest:.3f} s"
            self._fail("The uptime grew by another time.", expected, f"by {grown:.3f} s")
        process = self._scenario.server.process
        age = now.ended - process.started if process is not None else float("inf")
        if number(now.statistics, "uptime") > age:
            headline = "The uptime is longer than the server has run."
            self._fail(headline, f"at most {age:.3f} s", f"{now.statistics['uptime']}")

    def expect_agreement(self) -> None:
        """Expect the same numbers in the statistics and in the metrics."""

        def differences() -> object:
            now = self._reader.read()
            pairs = {
                name: (number(now.statistics, name), total(now.metrics, metric, {}))
                for name, metric in SAME.items()
            }
            if self._scenario.server.operator:
                by_room = rooms_in(now.statistics)
                pairs[BY_ROOM] = len(by_room), number(now.statistics, "rooms")
                pairs["users"] = sum(by_room.values()), number(now.statistics, "users")
            return {name: two for name, two in pairs.items() if two[0] != two[1]}

        self._expect_soon("statistics and metrics", {}, differences)

    def expect_nothing_else(self) -> None:
        """Expect that no number has changed since then, except for those of the steps before."""
        self._expect_soon("something that did not happen", [], self._other_changes)

    def _other_changes(self) -> object:
        noted, now = self._noted, self._reader.read()
        others = {
            key
            for key in {*noted.metrics, *now.metrics}
            if key[0].startswith(_OURS) and not self._is_expected(key)
        }
        changed = {str(k) for k in others if noted.metrics.get(k, 0) != now.metrics.get(k, 0)}
        names = {*noted.statistics, *now.statistics} - _OTHERWISE - self._expected
        changed |= {n for n in names if noted.statistics.get(n) != now.statistics.get(n)}
        return sorted(changed)

    def _is_expected(self, key: Series) -> bool:
        name, _ = key
        measured = name.startswith(_MEASURED) and f"{_MEASURED}_count" in self._expected
        return measured or name in self._expected or str(key) in self._expected

    def _expect_soon(self, what: str, expected: object, look: Callable[[], object]) -> None:
        end = time.monotonic() + self._scenario.patience
        while (actual := look()) != expected and time.monotonic() < end:
            if self._is_anybody_lost(_LOOK_AGAIN):
                break  # a server that ends its connections counts no more
        if actual != expected:
            self._fail(f"The server counts {what} differently.", f"{expected}", f"{actual}")

    def _is_anybody_lost(self, seconds: float) -> bool:
        """Wait at most so long for the end of a user's connection; return whether one ended."""
        users, journal = self._scenario.connected_users(), self._scenario.journal
        return journal.wait_until(lambda: any(user.ended for user in users), seconds)

    def _heard(self) -> int:
        """Return the number of messages that users received, those of the suite included."""
        received = (entry.what for entry in self._scenario.journal.entries)
        return sum(
            isinstance(h, EventReceived) and isinstance(h.received, Message | PrivateMessage)
            for h in received
        )

    def _fail(self, headline: str, expected: str, actual: str) -> NoReturn:
        self._scenario.judge.fail(headline, expected, actual)
