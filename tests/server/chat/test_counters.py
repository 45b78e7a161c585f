"""Durations are counted by bound, and each message once."""

import pytest

from server.chat.counters import Counters
from server.chat.histogram import Histogram


@pytest.mark.parametrize(
    ("seconds", "counters"),
    [
        (0.0, [1, 0, 0]),
        (0.1, [1, 0, 0]),
        (0.1001, [0, 1, 0]),
        (1.0, [0, 1, 0]),
        (1.1, [0, 0, 1]),
    ],
)
def test_a_step_takes_what_is_at_most_as_long(seconds: float, counters: list[int]) -> None:
    histogram = Histogram((0.1, 1.0))
    histogram.add(seconds, 1)
    assert histogram.counters == counters


def test_several_may_be_added_at_once() -> None:
    histogram = Histogram((0.1, 1.0))
    histogram.add(0.5, 3)
    histogram.add(2.0, 1)
    assert (histogram.counters, histogram.seconds) == ([0, 3, 1], 3.5)


def test_messages_are_timed_once() -> None:
    counters = Counters()
    for messages in (3, 3, 5):
        counters.messages = messages
        counters.time_messages(0.5)
    assert (sum(counters.delivery_seconds.counters), counters.delivery_seconds.seconds) == (5, 2.5)
