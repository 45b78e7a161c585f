"""Text around a template: its own, or that of the whole wire."""

import pytest

from alicebob.wires.heard import Heard, HeardKind
from tests.alicebob.support.wires import heard, malformed, session

AROUND = """
[wire]
url = "/ws"
prefix = "<"
suffix = ">"
say.json = '["{text}"]'
leave = { text = "bye", suffix = "!" }
users = { text = "who", prefix = "", suffix = "" }
[[hear]]
as = "message"
json = '["{text}"]'
[[hear]]
as = "receipt"
prefix = "43{ref:int}"
suffix = ""
json = '["{text}"]'
[[hear]]
as = "announcement"
suffix = ".>"
regex = "(?P<text>[a-z]+)"
"""


def test_what_is_sent_has_the_text_of_the_wire_around_it_or_its_own() -> None:
    chat = session(AROUND)
    assert [chat.say("hi"), chat.leave(), chat.users()] == ['<["hi"]>', "<bye!", "who"]


def test_what_is_heard_has_the_text_of_the_wire_around_it_or_its_own() -> None:
    chat = session(AROUND)
    chat.say("hi")
    assert heard(chat, '<["a"]>', '431["b"]', "<c.>") == [
        Heard(HeardKind.MESSAGE, text="a"),
        Heard(HeardKind.RECEIPT, text="b"),
        Heard(HeardKind.ANNOUNCEMENT, text="c"),
    ]


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        ('<["a"]', 'it does not end with ">"'),
        ("<", 'it does not end with ">"'),
        ('432["b"]', '"receipt" (line 12): 2 is not the {ref:int} of a frame that was sent'),
        ("<.>", '"message" (line 9): it is not JSON'),
    ],
)
def test_a_frame_without_it_does_not_fit(frame: str, why: str) -> None:
    assert why in malformed(session(AROUND), frame)


def test_beginning_and_end_do_not_overlap() -> None:
    text = AROUND.replace('suffix = ">"', 'suffix = "<>"')
    assert 'it does not end with "<>"' in malformed(session(text), "<>")
