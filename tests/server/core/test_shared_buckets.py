"""Buckets that connections share: one for each key, bounded in number, on a clock that is set."""

from hypothesis import given
from hypothesis import strategies as st

from server.core.rate_limit import Rate, TokenBucket
from server.core.shared_buckets import SharedBuckets

RATE = Rate(3, 1.0)
KEYS = st.sampled_from(["Alice", "Bob", "198.51.100.7"])
PAUSES = st.sampled_from([0.0, 0.001, 0.2, 0.34, 1.0, 1000.0])


@given(st.lists(st.tuples(KEYS, PAUSES)))
def test_each_key_has_a_bucket_of_its_own(taken: list[tuple[str, float]]) -> None:
    shared, buckets, now = SharedBuckets(RATE), dict[str, TokenBucket](), 0.0
    for key, pause in taken:
        now += pause
        bucket = buckets.setdefault(key, TokenBucket(RATE, now))
        assert shared.wait(key, now) == bucket.wait(now)
        assert shared.take(key, now) == bucket.take(now)


@given(st.lists(st.tuples(st.integers(0, 50), PAUSES), max_size=200), st.integers(1, 10))
def test_there_are_never_more_than_the_most(taken: list[tuple[int, float]], most: int) -> None:
    shared, now = SharedBuckets(RATE, most), 0.0
    for number, pause in taken:
        now += pause
        shared.take(f"{number}", now)
        assert len(shared) <= most


def test_waiting_takes_nothing_and_keeps_nothing() -> None:
    shared = SharedBuckets(Rate(1, 1.0))
    assert [shared.wait("Alice", 0.0), shared.wait("Alice", 0.0), len(shared)] == [0.0, 0.0, 0]


def test_full_buckets_make_room_first() -> None:
    shared = SharedBuckets(RATE, most=4)
    for _ in range(3):
        shared.take("Mallory", 0.0)
    for number in range(3):
        shared.take(f"full at 0.{number}", 0.0)
    shared.take("new", 0.9)
    assert len(shared) == 2
    assert shared.take("Mallory", 0.0) > 0


def test_when_none_is_full_the_fullest_make_room() -> None:
    shared = SharedBuckets(RATE, most=4)
    for tokens, key in [(3, "three"), (1, "one"), (2, "two"), (3, "as many")]:
        for _ in range(tokens):
            shared.take(key, 0.0)
    shared.take("new", 0.01)
    left = {"three": 0, "as many": 0, "two": 1, "one": 3}  # the last one was forgotten
    for key, tokens in left.items():
        assert [shared.take(key, 0.02) > 0 for _ in range(4)] == [n >= tokens for n in range(4)]


def test_room_is_made_for_many_at_once() -> None:
    """Making room looks at all buckets, so it must not come with each new one."""
    shared, sizes = SharedBuckets(Rate(1, 3600.0), most=4000), []
    for number in range(20_000):
        shared.take(f"{number}", 0.0)
        sizes.append(len(shared))
    assert (max(sizes), min(sizes[4000:])) == (4000, 3001)
