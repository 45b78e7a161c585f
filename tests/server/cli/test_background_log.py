"""The log of the server, written by a thread of its own."""

import io
import logging
import threading

from server.cli import background_log
from server.cli.background_log import BackgroundLog


class Stuck(io.StringIO):
    """A stream that takes nothing until the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()
        self.is_asked = threading.Event()

    def write(self, text: str) -> int:
        self.is_asked.set()
        assert self.may_go_on.wait(10)
        return super().write(text)


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("chat", logging.INFO, "", 0, text, None, None)


def test_lines_are_written_in_order() -> None:
    stream = io.StringIO()
    log = BackgroundLog(stream)
    for number in range(100):
        log.emit(record(str(number)))
    log.close()
    assert stream.getvalue().splitlines() == [str(number) for number in range(100)]


def test_without_a_stream_nothing_is_written() -> None:
    log = BackgroundLog(None)
    log.emit(record("hi"))
    log.close()


def test_a_closed_stream_is_no_error() -> None:
    stream = io.StringIO()
    stream.close()
    log = BackgroundLog(stream)
    log.emit(record("hi"))
    log.close()


def test_lines_beyond_the_bound_are_dropped_and_counted() -> None:
    stream = Stuck()
    before, background_log.MOST_LINES = background_log.MOST_LINES, 5
    try:
        log = BackgroundLog(stream)
    finally:
        background_log.MOST_LINES = before
    log.emit(record("first"))
    assert stream.is_asked.wait(10)  # the thread is stuck with it
    for number in range(8):
        log.emit(record(str(number)))
    stream.may_go_on.set()
    log.close()
    lines = stream.getvalue().splitlines()
    assert lines[:6] == ["first", "0", "1", "2", "3", "4"]
    assert lines[6].startswith("3 lines were dropped")


def test_a_line_that_comes_while_another_is_written_is_written_next() -> None:
    stream = Stuck()
    log = BackgroundLog(stream)
    log.emit(record("first"))
    assert stream.is_asked.wait(10)
    stream.is_asked.clear()
    log.emit(record("second"))
    stream.may_go_on.set()
    assert stream.is_asked.wait(10)
    log.close()
    assert stream.getvalue().splitlines() == ["first", "second"]
