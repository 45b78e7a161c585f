"""Meanings that clients share, and those that each has for itself."""

from alicebob.wires.common_meanings import CommonMeanings
from alicebob.wires.session import WireSession
from tests.alicebob.support.wires import wire

HEAD = """
[wire]
url = "/ws"
say.text = "{text}"
"""
SAID = (
    HEAD
    + """
[[hear]]
as = "message"
json = '{"from": "{user}", "text": "{text}"}'
"""
)
MINE = (
    HEAD
    + """
[[hear]]
as = "message"
json = '{"to": "{me}", "from": "{user}", "text": "{text}"}'
"""
)
NOBODY = frozenset[str]()


def test_what_means_the_same_to_all_is_matched_once() -> None:
    described = wire(SAID)
    meanings = CommonMeanings(described)
    frame = '{"from": "Bob", "text": "hi"}'
    alice, carol = (
        WireSession(described, name, None, None, meanings=meanings) for name in ("Alice", "Carol")
    )
    (first,) = alice.received(True, frame.encode()).heard
    assert meanings.find(frame, NOBODY) is first
    (second,) = carol.received(True, frame.encode()).heard
    assert second is first


def test_what_names_its_reader_means_something_to_that_one_only() -> None:
    described = wire(MINE)
    meanings = CommonMeanings(described)
    frame = b'{"to": "Alice", "from": "Bob", "text": "hi"}'
    alice, carol = (
        WireSession(described, name, None, None, meanings=meanings) for name in ("Alice", "Carol")
    )
    assert [heard.text for heard in alice.received(True, frame).heard] == ["hi"]
    assert carol.received(True, frame).malformed is not None


def test_other_known_names_may_mean_something_else() -> None:
    described = wire(HEAD + '[[hear]]\nas = "message"\ntext = "{user}: {text}"')
    meanings = CommonMeanings(described)
    known = {"Bob"}
    chat = WireSession(described, "Alice", None, None, lambda: known, meanings)
    (short,) = chat.received(True, b"Bob: x: hi").heard
    known.add("Bob: x")
    (long,) = chat.received(True, b"Bob: x: hi").heard
    assert (short.user, long.user) == ("Bob", "Bob: x")


def test_a_few_frames_are_remembered_and_no_long_one() -> None:
    described = wire(SAID)
    meanings = CommonMeanings(described)
    chat = WireSession(described, "Alice", None, None, meanings=meanings)
    frames = [f'{{"from": "Bob", "text": "{number}"}}' for number in range(600)]
    for frame in frames:
        chat.received(True, frame.encode())
    known = [frame for frame in frames if meanings.find(frame, NOBODY) is not None]
    assert frames[-1] in known
    assert len(known) <= 512
    long = '{"from": "Bob", "text": "' + "x" * 5000 + '"}'
    assert [len(heard.text or "") for heard in chat.received(True, long.encode()).heard] == [5000]
    assert meanings.find(long, NOBODY) is None
