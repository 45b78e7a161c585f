"""Congestion: senders wait for readers that fall behind, unless these take next to nothing."""

from dataclasses import dataclass, field

from server.ws.congestion import LEAST_PACE, STANDSTILL, WINDOW, Congestion, Lag

LIMIT = 1_000_000  # bytes


@dataclass
class Reader:
    """A reader of whom the test says how much waits."""

    number: int = 1
    waiting_size: int = LIMIT // 2
    lag: Lag | None = None

    @property
    def space(self) -> int:
        return LIMIT - self.waiting_size

    @property
    def unread_size(self) -> int:
        return self.waiting_size


@dataclass
class Sender:
    """A sender, and what of it was processed."""

    congestion: Congestion
    kept: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    holds: int = 0

    @property
    def backlog_size(self) -> int:
        return sum(map(len, self.kept))

    def hold(self, rest: list[str]) -> bool:
        self.holds += 1
        self.kept += rest
        return True

    def process_backlog(self) -> None:
        self.said += self.kept
        self.kept = []

    def release(self) -> None:
        self.holds -= 1
        if self.kept and self.congestion.lagging:
            self.congestion.hold(self, [])
        else:
            self.process_backlog()


def congested(*readers: Reader) -> Congestion:
    congestion = Congestion()
    for reader in readers:
        congestion.add(reader, 0.0)
    return congestion


def test_senders_wait_until_the_reader_has_taken_everything() -> None:
    reader = Reader()
    congestion = congested(reader)
    sender = Sender(congestion)
    congestion.hold(sender, ["a" * LIMIT])
    congestion.check(0.5)
    assert (sender.said, sender.holds) == ([], 1)
    congestion.remove(reader)
    congestion.go_on()
    assert (len(sender.said), sender.holds) == (1, 0)


def test_they_wait_for_the_last_of_several_readers() -> None:
    one, other = Reader(1), Reader(2)
    congestion = congested(one, other)
    sender = Sender(congestion)
    congestion.hold(sender, ["a" * LIMIT])
    congestion.remove(one)
    congestion.go_on()
    assert sender.said == []
    congestion.remove(other)
    congestion.go_on()
    assert len(sender.said) == 1


def test_what_fits_is_said_at_the_next_check_and_short_messages_first() -> None:
    congestion = congested(Reader())
    burst, word = Sender(congestion), Sender(congestion)
    congestion.hold(burst, ["a" * (LIMIT // 8)])
    congestion.hold(word, ["hi"])
    congestion.check(0.5)
    assert (burst.said, word.said) == ([], ["hi"])
    assert (burst.holds, word.holds) == (1, 0)


def test_a_reader_at_a_steady_pace_is_waited_for() -> None:
    reader = Reader()
    congestion = congested(reader)
    for step in range(1, 10):
        reader.waiting_size -= int(LEAST_PACE * WINDOW) + 1
        congestion.check(step * WINDOW)
        assert congestion.lagging


def test_what_is_added_meanwhile_does_not_hide_its_pace() -> None:
    reader = Reader()
    congestion = congested(reader)
    assert reader.lag is not None
    reader.lag.added += int(LEAST_PACE * WINDOW) + 1  # and as much was taken
    congestion.check(WINDOW)
    assert congestion.lagging


def test_a_reader_that_takes_nothing_is_not_waited_for() -> None:
    reader = Reader()
    congestion = congested(reader)
    sender = Sender(congestion)
    congestion.hold(sender, ["a" * LIMIT])
    congestion.check(STANDSTILL / 2)
    assert sender.said == []
    congestion.check(STANDSTILL)
    assert len(sender.said) == 1
    assert not congestion
    assert reader.lag is not None  # it does not count again before it has taken everything


def test_after_a_check_it_ends_where_the_topic_is_congested_again() -> None:
    congestion = congested(Reader())
    first, second = Sender(congestion), Sender(congestion)
    congestion.hold(first, ["a" * LIMIT])
    congestion.hold(second, ["b" * LIMIT])
    reader = Reader(2)

    def falls_behind() -> None:
        congestion.add(reader, 1.0)

    first.process_backlog = falls_behind  # type: ignore[method-assign]
    congestion.lagging.clear()
    congestion.go_on()
    assert second.said == []
    assert second.holds == 1


def test_a_reader_that_takes_next_to_nothing_is_not_waited_for() -> None:
    reader = Reader()
    congestion = congested(reader)
    reader.waiting_size -= 10
    congestion.check(STANDSTILL)
    assert congestion
    congestion.check(WINDOW)
    assert not congestion


def test_a_standstill_begins_when_the_reader_last_took_something() -> None:
    reader = Reader()
    congestion = congested(reader)
    reader.waiting_size -= 8192  # its system takes a little more after it has stopped reading
    congestion.check(0.2)
    congestion.check(0.2 + STANDSTILL - 0.1)
    assert congestion
    congestion.check(0.2 + STANDSTILL)
    assert not congestion


def test_a_reader_that_takes_enough_in_bursts_is_waited_for() -> None:
    reader = Reader()
    congestion = congested(reader)
    reader.waiting_size -= int(LEAST_PACE * WINDOW)
    congestion.check(0.2)
    congestion.check(0.2 + STANDSTILL)
    assert congestion
    congestion.check(WINDOW)
    congestion.check(WINDOW + STANDSTILL)
    assert not congestion
