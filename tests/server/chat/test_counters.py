"""Times are counted in steps, and each message once."""

import pytest

from server.chat.counters import Counts
from server.chat.histogram import Histogram


@pytest.mark.parametrize(
    ("seconds", "counts"),
    [
        (0.0, [1, 0, 0]),
        (0.1, [1, 0, 0]),
        (0.1001, [0, 1, 0]),
        (1.0, [0, 1, 0]),
        (1.1, [0, 0, 1]),
    ],
)
def test_a_step_takes_what_is_at_most_as_long(seconds: float, counts: list[int]) -> None:
    histogram = Histogram((0.1, 1.0))
    histogram.add(seconds, 1)
    assert histogram.counts == counts


def test_several_may_be_added_at_once() -> None:
    histogram = Histogram((0.1, 1.0))
    histogram.add(0.5, 3)
    histogram.add(2.0, 1)
    assert (histogram.counts, histogram.seconds) == ([0, 3, 1], 3.5)


def test_messages_are_timed_once() -> None:
    counts = Counts()
    for messages in (3, 3, 5):
        counts.messages = messages
        counts.time_messages(0.5)
    assert (sum(counts.delivery_seconds.counts), counts.delivery_seconds.seconds) == (5, 2.5)
