"""Many lines of one kind are left out of the log, and counted; others are not."""

import io
import logging
from collections.abc import Callable

import pytest

from server.cli.log_filter import MOST_LINES, MOST_TRACEBACKS, PERIOD, RepetitionFilter


class Log:
    """A logger with the filter, its lines, and the time it takes them to come."""

    def __init__(self) -> None:
        self.now = 0.0
        self._text = io.StringIO()
        handler = logging.StreamHandler(self._text)
        handler.addFilter(RepetitionFilter(lambda: self.now))
        self.logger = logging.Logger("test")
        self.logger.addHandler(handler)

    @property
    def lines(self) -> list[str]:
        return [line for line in self._text.getvalue().splitlines() if line.startswith("line")]


@pytest.fixture
def log() -> Log:
    return Log()


def info(log: Log, number: int) -> None:
    log.logger.info("line %d", number)


def failure(log: Log, number: int) -> None:
    log.logger.error("line %d", number, exc_info=ValueError())


KINDS = pytest.mark.parametrize(
    ("write", "most"), [(info, MOST_LINES), (failure, MOST_TRACEBACKS)], ids=["line", "traceback"]
)
Write = Callable[[Log, int], None]


@KINDS
def test_a_flood_of_lines_is_cut(log: Log, write: Write, most: int) -> None:
    for number in range(3 * most):
        write(log, number)
    assert log.lines == [f"line {number}" for number in range(most)]


@KINDS
def test_later_lines_come_and_say_how_many_are_missing(log: Log, write: Write, most: int) -> None:
    for number in range(most + 7):
        write(log, number)
    log.now += PERIOD
    write(log, -1)
    write(log, -2)
    assert log.lines[most:] == [
        "line -1 (7 lines like this one were left out before)",
        "line -2",
    ]


def test_a_flood_of_one_kind_hides_no_other(log: Log) -> None:
    for number in range(3 * MOST_LINES):
        info(log, number)
    failure(log, 1)
    assert log.lines[-1] == "line 1"


def test_few_lines_are_all_there(log: Log) -> None:
    for number in range(3 * MOST_LINES):
        info(log, number)
        log.now += 2 * PERIOD / MOST_LINES
    assert log.lines == [f"line {number}" for number in range(3 * MOST_LINES)]
