"""Addresses and headers with holes, as RFC 6570 fills them."""

import pytest

from alicebob.wires.expansion import Expansion
from alicebob.wires.hole import BadTemplate

VALUES = {"user": "Ann Ö/&?#", "room": "a b", "number": 7}
ANN = "Ann%20%C3%96%2F%26%3F%23"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("/ws", "/ws"),
        ("/ws/{number}", "/ws/7"),
        ("/rooms/{room}/{user}", f"/rooms/a%20b/{ANN}"),
        ("/chat{?user,room}", f"/chat?user={ANN}&room=a%20b"),
        ("/chat?v=2{&user}", f"/chat?v=2&user={ANN}"),
        ("/chat?name={user}", f"/chat?name={ANN}"),
        ("/socket.io/?EIO=4&transport=websocket", "/socket.io/?EIO=4&transport=websocket"),
    ],
)
def test_an_address_is_filled(source: str, address: str) -> None:
    assert Expansion.read_url(source).expand(VALUES) == address


@pytest.mark.parametrize(
    ("source", "address"),
    [("/chat{?user,room}", "/chat?room=b"), ("/chat{?user}", "/chat"), ("/c/{user}", "/c/")],
)
def test_what_is_not_known_is_left_out(source: str, address: str) -> None:
    assert Expansion.read_url(source).expand({"user": None, "room": "b"}) == address


@pytest.mark.parametrize(
    ("source", "way_out"),
    [
        ("chat", "begins with a slash"),
        ("ws://localhost/chat", "begins with a slash"),
        ("/chat{+user}", "is written {user}"),
        ("/chat{?user", "is written {user}"),
        ("/chat{?usr}", 'did you mean "user"?'),
        ("/a chat", "no blanks and no #"),
        ("/chat#top", "no blanks and no #"),
        ("/chat\n", "a line's end"),
    ],
)
def test_a_bad_address_is_told_with_the_way_out(source: str, way_out: str) -> None:
    with pytest.raises(BadTemplate) as bad:
        Expansion.read_url(source)
    assert way_out in str(bad.value)


def test_a_header_is_filled_so_that_nobody_can_begin_another_one() -> None:
    cookie = Expansion.read("name={user}; theme=dark blue")
    assert cookie.expand({"user": "a\r\nX: 1"}) == "name=a%0D%0AX%3A%201; theme=dark blue"


def test_a_bad_header_is_told() -> None:
    with pytest.raises(BadTemplate, match="a line's end"):
        Expansion.read("a\r\nb: c")


@pytest.mark.parametrize(
    ("url", "is_there"),
    [
        ("/chat{?user,room}", True),
        ("/chat?user={user}", True),
        ("/chat?x=1{&user}", True),
        ("/chat/{user}", False),
        ("/chat/{user}?room={room}", False),
        ("/chat{?room}", False),
    ],
)
def test_a_name_may_stand_in_the_query(url: str, is_there: bool) -> None:
    assert Expansion.read_url(url).has_in_query("user") is is_there
