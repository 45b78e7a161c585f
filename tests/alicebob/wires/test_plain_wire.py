"""The plain dialect described in the notation reads frames as the one in Python does."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import alicebob.wires
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import (
    Announcement,
    Malformed,
    Message,
    ReceivedEvent,
    Rejected,
    UserJoined,
    UserLeft,
)
from alicebob.wires.heard import Heard, HeardKind
from tests.alicebob.support.wires import session, wire

SOURCE = (Path(alicebob.wires.__file__).parent / "plain.toml").read_text()
NAMES = st.sampled_from(["Al", "Bob", "server", "", "Al joined the chat"]) | st.text()
CONTENTS = (
    NAMES
    | st.builds("{}{}".format, NAMES, st.sampled_from([" joined the chat", " left the chat"]))
    | st.sampled_from(["Invalid message", "Message too long", "Rate limit exceeded"])
)
KINDS = st.sampled_from(["message", "notification", "error", "x"])
WRONG = st.none() | st.integers() | st.just(["a"])
FRAMES = st.fixed_dictionaries(
    {"sender": NAMES | WRONG, "content": CONTENTS | WRONG, "type": KINDS | WRONG},
    optional={"more": st.none()},
)


def meaning(event: ReceivedEvent) -> Heard | None:
    """Meaning of an event of the dialect in the words of the notation; None if it is malformed."""
    match event:
        case Message(sender, content):
            return Heard(HeardKind.MESSAGE, user=sender, text=content)
        case Announcement(content):
            return Heard(HeardKind.ANNOUNCEMENT, text=content)
        case UserJoined(name):
            return Heard(HeardKind.JOINED, user=name)
        case UserLeft(name):
            return Heard(HeardKind.LEFT, user=name)
        case Rejected(reason):
            return Heard(HeardKind.REFUSED, reason=reason)
    assert isinstance(event, Malformed)
    return None


def agree(payload: bytes, is_text: bool = True) -> None:
    reception = session(SOURCE).received(is_text, payload)
    expected = meaning(PLAIN.decode(is_text, payload))
    assert reception.heard == ([] if expected is None else [expected])
    assert (reception.malformed is not None) == (expected is None)


@given(FRAMES)
def test_a_frame_means_the_same(frame: dict[str, object]) -> None:
    agree(json.dumps(frame).encode())


@given(st.binary() | st.text().map(str.encode), st.booleans())
def test_what_is_no_frame_is_malformed_to_both(payload: bytes, is_text: bool) -> None:
    agree(payload, is_text)


@given(st.none() | NAMES, st.none() | NAMES)
def test_the_address_is_the_same(user: str | None, room: str | None) -> None:
    assert wire(SOURCE).address(user, room, 1) == PLAIN.path(user, room)


@given(st.text())
def test_a_message_is_sent_as_it_is(text: str) -> None:
    assert session(SOURCE).say(text) == text
