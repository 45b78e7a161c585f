"""Messages between the command and its workers arrive as they were sent."""

import pytest

from alicebob.runner.messages import (
    Asks,
    DidNotStart,
    Job,
    Judged,
    Message,
    Noted,
    Work,
    decode,
    encode,
)
from alicebob.runner.pieces import Place


@pytest.mark.parametrize(
    "message",
    [
        Job("root", "folder", {"server": "x"}, ("--stop",), ("own",), ("own/steps",)),
        Work((Place("a.feature", 7, 3), Place("a.feature", 9))),
        Work(),
        Asks(),
        Judged(('{"at": "x"}', "line 1\nline 2 \u2028 \ud83d")),
        DidNotStart("Why?", True),
        Noted("It was killed."),
    ],
)
def test_a_message_is_one_line_and_arrives_as_it_was(message: Message) -> None:
    line = encode(message)
    assert (line.count("\n"), line.isascii(), decode(line)) == (1, True, message)
