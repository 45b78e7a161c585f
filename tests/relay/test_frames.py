"""A reframed stream means the same: each message arrives whole, once, in order, with its keys."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, Pong, TextMessage

from alicebob.transport.raw_frames import BINARY, PING, TEXT, unmasked
from tests.relay.frames import Reframed

HEAD = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
VALUES = st.text(max_size=300) | st.integers() | st.lists(st.dictionaries(st.text(), st.text()))


def received(data: bytes) -> list[object]:
    """The messages that a client receives in these frames; pongs that nobody asked for do not
    count."""
    client, messages, parts = Connection(ConnectionType.CLIENT), list[object](), list[str]()
    client.receive_data(data)
    for event in client.events():
        match event:
            case TextMessage():
                parts.append(event.data)
                if event.message_finished:
                    messages.append("".join(parts))
                    parts.clear()
            case BytesMessage():
                messages.append(bytes(event.data))
            case Pong():
                pass
    return messages


@given(
    st.lists(st.dictionaries(st.text(), VALUES), max_size=5),
    st.lists(st.integers(0, 400), max_size=9),
)
def test_objects_arrive_with_the_same_keys_however_the_bytes_were_cut(
    objects: list[dict[str, object]], cuts: list[int]
) -> None:
    sent = HEAD + b"".join(unmasked(TEXT, json.dumps(each).encode()) for each in objects)
    edges = [0, *sorted(min(cut, len(sent)) for cut in cuts), len(sent)]
    relay = Reframed()
    came = b"".join(relay.change(sent[a:b]) for a, b in pairwise(edges))
    assert came.startswith(HEAD)
    assert [json.loads(str(each)) for each in received(came.removeprefix(HEAD))] == objects


def test_what_is_no_object_arrives_as_it_is() -> None:
    relay = Reframed()
    frames = unmasked(TEXT, b"Invalid message") + unmasked(BINARY, b"\x00\xff")
    came = relay.change(HEAD + frames + unmasked(PING, b"there?"))
    assert received(came.removeprefix(HEAD)) == ["Invalid message", b"\x00\xff"]


def test_a_page_arrives_as_it_is() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    relay = Reframed()
    assert b"".join(relay.change(page[i : i + 3]) for i in range(0, len(page), 3)) == page
