"""Addresses with holes, as RFC 6570 fills them."""

import pytest

from alicebob.wires.hole import BadTemplate
from alicebob.wires.url_template import UrlTemplate

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
    assert UrlTemplate.read(source).expand(VALUES) == address


@pytest.mark.parametrize(
    ("source", "address"),
    [("/chat{?user,room}", "/chat?room=b"), ("/chat{?user}", "/chat"), ("/c/{user}", "/c/")],
)
def test_what_is_not_known_is_left_out(source: str, address: str) -> None:
    assert UrlTemplate.read(source).expand({"user": None, "room": "b"}) == address


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
    ],
)
def test_a_bad_address_is_told_with_the_way_out(source: str, way_out: str) -> None:
    with pytest.raises(BadTemplate) as bad:
        UrlTemplate.read(source)
    assert way_out in str(bad.value)
