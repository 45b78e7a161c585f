"""The log as JSON: one object a line, with the fields that people see."""

import json
import logging
import sys
from types import TracebackType

from server.cli.log_filter import MOST_LINES, PERIOD, RepetitionFilter
from server.cli.log_format import formatter
from server.ws.log_line import LogLine

Failure = tuple[type[BaseException], BaseException, TracebackType | None]


def record(
    message: object, *arguments: object, failure: Failure | None = None
) -> logging.LogRecord:
    found = logging.LogRecord("chat", logging.INFO, "a.py", 1, message, arguments, failure)
    found.created = 1_700_000_000.25
    return found


def written(which: logging.LogRecord) -> dict[str, object]:
    text = formatter("json").format(which)
    assert "\n" not in text
    found: dict[str, object] = json.loads(text)
    return found


def test_the_fields_are_those_of_the_event() -> None:
    line = LogLine("close", id="4f1c02-7", name='A "B"\n', code=1000, seconds=0.5, room=None)
    assert written(record(line)) == {
        "time": "2023-11-14T22:13:20.250Z",
        "level": "info",
        "logger": "chat",
        "event": "close",
        "id": "4f1c02-7",
        "name": 'A "B"\n',
        "code": 1000,
        "seconds": 0.5,
    }


def test_other_lines_have_a_message() -> None:
    assert written(record("history: %s", "full"))["message"] == "history: full"


def test_a_traceback_stays_on_its_line() -> None:
    try:
        raise ValueError("odd")
    except ValueError:
        kind, error, trace = sys.exc_info()
    assert kind is not None
    assert error is not None
    traceback = written(record("error", failure=(kind, error, trace)))["traceback"]
    assert "ValueError: odd" in str(traceback)


def test_lines_that_were_left_out_are_a_field() -> None:
    now = [0.0]
    bound = RepetitionFilter(lambda: now[0])
    for _ in range(MOST_LINES + 2):
        bound.filter(record(LogLine("open", id="4f1c02-7")))
    now[0] = PERIOD
    last = record(LogLine("open", id="4f1c02-9"))
    assert bound.filter(last)
    assert written(last)["left_out_before"] == 2


def test_people_see_the_same_in_a_line() -> None:
    text = formatter("text").format(record(LogLine("open", id="4f1c02-7", room="lobby")))
    assert text.endswith("INFO chat open id=4f1c02-7 room=lobby")
