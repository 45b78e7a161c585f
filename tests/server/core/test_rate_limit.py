"""Rates, buckets and floods, on a clock that the test sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.rate_limit import Rate, RejectionStreak, TokenBucket, parse

RATES = [("10/s", Rate(10, 1.0)), ("100/m", Rate(100, 60.0)), ("20/h", Rate(20, 3600.0))]
rates = st.builds(Rate, st.integers(1, 1000), st.sampled_from([1.0, 60.0, 3600.0]))


@pytest.mark.parametrize(("text", "rate"), RATES)
def test_a_rate_is_read(text: str, rate: Rate) -> None:
    assert parse(text) == rate


@pytest.mark.parametrize("text", [text for text, _rate in RATES])
def test_a_rate_is_written_as_it_was_read(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "10", "/s", "0/s", "-1/s", "1.5/s", "10/d", "10/S", "10/s\n", "1e3/s", "1000001/s"]
)
def test_what_is_no_rate_is_rejected_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="10/s"):
        parse(text)


@given(rates, st.floats(0, 1e6))
def test_a_full_bucket_lets_through_what_the_rate_says_and_no_more(rate: Rate, now: float) -> None:
    bucket = TokenBucket(rate, now)
    assert [bucket.take(now) for _ in range(rate.count)] == [0.0] * rate.count
    assert bucket.take(now) > 0


@given(rates, st.floats(0, 1e6))
def test_who_waits_as_long_as_told_is_let_through(rate: Rate, now: float) -> None:
    bucket = TokenBucket(rate, now)
    for _ in range(3 * rate.count):
        now += bucket.take(now)
        wait = bucket.take(now)
        if wait:
            assert bucket.take(now + wait) == 0.0
            now += wait


@given(rates, st.floats(0, 1e6))
def test_after_its_period_a_bucket_is_full_again(rate: Rate, now: float) -> None:
    bucket = TokenBucket(rate, now)
    for _ in range(rate.count + 5):
        bucket.take(now)
    later = now + rate.seconds + 1e-6
    assert [bucket.take(later) for _ in range(rate.count)] == [0.0] * rate.count
    assert bucket.take(later) > 0


def test_a_pause_does_not_overfill_a_bucket() -> None:
    bucket = TokenBucket(Rate(2, 1.0), 0.0)
    assert [bucket.take(1000.0) for _ in range(3)] == [0.0, 0.0, pytest.approx(0.5)]


def test_what_is_rejected_costs_nothing() -> None:
    bucket = TokenBucket(Rate(1, 1.0), 0.0)
    waits = [bucket.take(tenths / 10) for tenths in range(11)]
    assert waits == [0.0, *(pytest.approx(1 - tenths / 10) for tenths in range(1, 10)), 0.0]


def test_the_tenth_rejection_in_a_row_is_a_flood() -> None:
    refusals = RejectionStreak()
    assert [refusals.refuse(second) for second in range(10)] == [False] * 9 + [True]


def test_a_pause_begins_a_new_row() -> None:
    refusals = RejectionStreak()
    for _ in range(9):
        refusals.refuse(0.0)
    assert [refusals.refuse(1.01) for _ in range(10)] == [False] * 9 + [True]


def test_what_is_let_through_ends_the_row() -> None:
    refusals = RejectionStreak()
    for _ in range(9):
        refusals.refuse(0.0)
    refusals.let_through()
    assert [refusals.refuse(0.1) for _ in range(10)] == [False] * 9 + [True]
