"""Matching takes time in proportion to a frame, whatever a hostile server sends.

Two things are counted, and no seconds: the characters that searching in a text passes over, and
the calls of functions. Twice the frame may cost twice as much, and no more.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import pytest

from alicebob.wires.pattern import Pattern
from alicebob.wires.scope import Misfit, Scope
from alicebob.wires.session import WireSession
from tests.alicebob.support.wires import MINIMAL, wire

SIZE = 2_000
NAMES = ["a", "aa", "a: a", "b"]


class CountedText(str):
    """A text that counts the characters that are looked at."""

    __slots__ = ("looked_at",)
    looked_at: int

    def find(self, *searched: object) -> int:
        return self._counted(str.find, *searched)

    def rfind(self, *searched: object) -> int:
        return self._counted(str.rfind, *searched)

    def _counted(self, search: Callable[..., int], part: object, start: object, end: object) -> int:
        assert isinstance(start, int)
        assert isinstance(end, int)
        at = search(self, part, start, end)
        forward = search is str.find
        self.looked_at += end - start if at < 0 else at - start if forward else end - at
        return at


PATTERNS = [
    "{text}",
    "{user}: {text}",
    "{user}: {to}: {*}: {*}: {text}",
    "{text}: {user}: {to}: {*}: {*}",
    "{user} joined the chat",
    "{n:int} {n:int} {text}",
    "{users:list}!",
    "{user}:{user}:{user}",
]
TEXTS = ["a", ": ", "a: ", "a:a: ", "1", "1 ", ",", "{", "joined the chat", " joined the chat"]


def looked_at(source: str, text: str) -> int:
    counted = CountedText(text)
    counted.looked_at = 0
    with suppress(Misfit):
        Pattern.read(source).fit(counted, 0, len(counted), Scope({}, NAMES))
    return counted.looked_at


@pytest.mark.parametrize("source", PATTERNS)
@pytest.mark.parametrize("part", TEXTS)
def test_a_text_is_passed_over_once_for_each_hole(source: str, part: str) -> None:
    text = part * SIZE
    assert looked_at(source, text) <= len(text) * len(Pattern.read(source).holes)


JSON_WIRE = """
[wire]
url = "/ws"
say.text = "{text}"
[[wire.reply]]
to.json = '{"ping": "{n:json}"}'
send.json = '{"pong": "{n:json}"}'
[[hear]]
as = "here"
json = '{"users": {"$each": {"name": "{user}: {*}"}}}'
[[hear]]
as = "here"
json = '{"users": {"$keys": "{user}"}}'
[[hear]]
as = "message"
json = '{"a": {"$json": {"a": {"$json": {"text": "{text}"}}}}}'
[[hear]]
as = "ignore"
json = '["{id}", {"x": "{*}"}, "{*...}"]'
[[hear]]
as = "ignore"
json = '{"x": "{at:json}", "y": "{at:json}"}'
"""
REGEX_WIRE = r"""
[wire]
url = "/ws"
say.text = "{text}"
[[hear]]
as = "message"
regex = '(?:a|a)*(?:a*)*(?P<text>.*)a.*b'
"""
SPLIT_WIRE = MINIMAL.replace("say.text", 'separator = "\\n"\nsay.text')


def calls(session: WireSession, frame: str) -> int:
    """Calls of functions, Python's own among them, that it takes to read ``frame``."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        session.received(True, frame.encode())
    finally:
        sys.setprofile(None)
    return count


def repeated(head: str, part: str, tail: str) -> Callable[[int], str]:
    return lambda size: head + part * size + tail


FRAMES = {
    "deep lists": repeated("", "[", ""),
    "deep objects": repeated("", '{"a":', ""),
    "deep and closed": lambda size: "[" * size + "]" * size,
    "many users": repeated('{"users":[', '{"name":"a: a: b"},', '{"name":"a: "}]}'),
    "many users, the last one bad": repeated('{"users":[', '{"name":"a: a: b"},', "1]}"),
    "many keys": lambda size: '{"users":{' + ",".join(f'"k{n:06}":1' for n in range(size)) + "}}",
    "a long text": repeated('{"a":"', "x", '"}'),
    "escaped quotes": repeated('{"a":"', '\\"', ""),
    "many quotes": repeated("", '"', ""),
    "digits": repeated("", "9", ""),
    "a large value twice": lambda size: f'{{"x":{[1] * size},"y":{[1] * size}}}',
    "a large value asked for": lambda size: f'{{"ping":{[1] * size}}}',
    "letters": repeated("", "a", ""),
    "lines": repeated("", "\n", ""),
    "short messages": repeated("", "a\n", ""),
}


@pytest.mark.parametrize(
    "text", [JSON_WIRE, REGEX_WIRE, SPLIT_WIRE], ids=["json", "regex", "lines"]
)
@pytest.mark.parametrize("frame", FRAMES)
def test_twice_the_frame_is_at_most_twice_the_work(text: str, frame: str) -> None:
    session = WireSession(wire(text), "Alice", None, 1, lambda: NAMES)
    once, twice = (calls(session, FRAMES[frame](size)) for size in (SIZE, 2 * SIZE))
    assert twice <= 2 * once + 100
