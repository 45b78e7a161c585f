"""The rate limiter of a connection, and what connections of one sender share, on a clock that the
test sets."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import (
    Command,
    InvalidCommand,
    Join,
    Leave,
    ListUsers,
    PingRequest,
    SendMessage,
    SetTyping,
)
from server.core.events import RejectionReason
from server.core.rate_limit import Rate
from server.core.rate_limiter import RateLimiter, RateLimits, address_rate, ping_rate

COSTLY: list[Command] = [
    SendMessage("hi"),
    SetTyping(True),
    ListUsers(),
    InvalidCommand(RejectionReason.BAD_JSON, ""),
]


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def sentences(limiter: RateLimiter, command: Command, count: int) -> list[str]:
    """The sentences of all rejections of ``count`` commands at once."""
    rejections = [limiter.rejection(command, 0) for _ in range(count)]
    return [rejected.sentence for rejected in rejections if rejected is not None]


def accepted(limiter: RateLimiter, command: Command, count: int) -> int:
    return count - len(sentences(limiter, command, count))


@pytest.mark.parametrize("command", COSTLY)
def test_connections_of_one_sender_share_a_bucket(command: Command) -> None:
    limits = RateLimits(Rate(3, 60.0), Rate(5, 60.0), Clock())
    connections = [RateLimiter(limits, "198.51.100.7") for _ in range(3)]
    assert [accepted(each, command, 4) for each in connections] == [3, 2, 0]


def test_other_senders_do_not_notice() -> None:
    limits = RateLimits(Rate(3, 60.0), Rate(3, 60.0), Clock())
    assert accepted(RateLimiter(limits, "Mallory"), SendMessage("hi"), 9) == 3
    assert accepted(RateLimiter(limits, "Alice"), SendMessage("hi"), 9) == 3


def test_the_longer_wait_is_told() -> None:
    clock = Clock()
    limits = RateLimits(Rate(1, 1.0), Rate(2, 60.0), clock)
    first, second = RateLimiter(limits, "Mallory"), RateLimiter(limits, "Mallory")
    assert sentences(first, SendMessage("hi"), 2) == ["Rate limit exceeded: try again in 1.0 s."]
    assert accepted(second, SendMessage("hi"), 1) == 1
    assert sentences(first, SendMessage("hi"), 1) == ["Rate limit exceeded: try again in 30.0 s."]
    clock.now += 30.0
    assert accepted(first, SendMessage("hi"), 1) == 1


def test_what_one_bucket_rejects_takes_nothing_from_the_other() -> None:
    clock = Clock()
    limits = RateLimits(Rate(1, 1.0), Rate(2, 3600.0), clock)
    first, second = RateLimiter(limits, "Mallory"), RateLimiter(limits, "Mallory")
    assert accepted(first, SendMessage("hi"), 5) == 1
    assert accepted(second, SendMessage("hi"), 1) == 1  # the sender has lost one token only
    clock.now += 1.0
    assert accepted(first, SendMessage("hi"), 5) == 0  # the sender's bucket is empty
    assert not first.bucket.wait(clock.now)


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([0.0, 0.1, 0.5, 2.0])), max_size=60))
def test_together_they_send_what_the_shared_rate_allows(sent: list[tuple[int, float]]) -> None:
    clock = Clock()
    limits = RateLimits(Rate(2, 1.0), Rate(3, 1.0), clock)
    connections = [RateLimiter(limits, "Mallory") for _ in range(3)]
    times: list[float] = []
    for number, pause in sent:
        clock.now += pause
        if connections[number].rejection(SendMessage("hi"), 0) is None:
            times.append(clock.now)
    for start in times:
        assert sum(start <= time < start + 1.0 - 1e-3 for time in times) <= 2 * 3
        assert times.count(start) <= 3


def test_joins_have_a_bucket_of_the_sender() -> None:
    limits = RateLimits(Rate(2, 60.0), Rate(3, 60.0), Clock())
    first, second = RateLimiter(limits, "Mallory"), RateLimiter(limits, "Mallory")
    assert limits.join("Mallory") == 0.0
    assert [accepted(first, Join("M"), 1), accepted(second, Join("M"), 4)] == [1, 1]
    assert limits.join("Mallory") == pytest.approx(20.0)
    assert limits.join("Alice") == 0.0


def test_who_has_just_joined_can_send_what_the_rate_allows() -> None:
    limits = RateLimits(Rate(3, 60.0), Rate(3, 60.0), Clock())
    limits.join("Alice")
    assert accepted(RateLimiter(limits, "Alice"), SendMessage("hi"), 9) == 3


@pytest.mark.parametrize("command", [PingRequest("x"), Leave()])
def test_pings_have_a_larger_bucket_of_their_own(command: Command) -> None:
    limiter = RateLimiter(RateLimits(Rate(3, 60.0), Rate(3, 60.0), Clock()), "Alice")
    assert accepted(limiter, command, 130) == 100
    assert accepted(limiter, SendMessage("hi"), 9) == 3


def test_a_flood_of_pings_is_a_flood() -> None:
    limiter = RateLimiter(RateLimits(Rate(3, 60.0), Rate(3, 60.0), Clock()), "Mallory")
    sentences(limiter, PingRequest(""), 109)
    assert not limiter.is_flood
    sentences(limiter, PingRequest(""), 1)
    assert limiter.is_flood


def test_accepted_pings_do_not_excuse_rejected_messages() -> None:
    limiter = RateLimiter(RateLimits(Rate(1, 60.0), Rate(1, 60.0), Clock()), "Mallory")
    for _ in range(11):
        sentences(limiter, SendMessage("hi"), 1)
        assert accepted(limiter, PingRequest(""), 1) == 1
    assert limiter.is_flood


@pytest.mark.parametrize(
    ("rate", "count", "per_minute"),
    [
        (Rate(5, 1.0), 100, 3000),
        (Rate(50, 1.0), 500, 30_000),
        (Rate(6, 60.0), 100, 100),
        (Rate(20, 60.0), 200, 200),
        (Rate(1, 3600.0), 100, 100),
    ],
    ids=str,
)
def test_the_rate_of_pings(rate: Rate, count: int, per_minute: float) -> None:
    pings = ping_rate(rate)
    assert pings.count == count
    assert 60 / pings.interval == pytest.approx(per_minute)


def test_an_address_has_ten_times_the_rate() -> None:
    assert str(address_rate(Rate(5, 1.0))) == "50/s"
