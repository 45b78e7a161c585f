"""One who listens in on a connection learns who speaks, and what it means."""

from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import HeardKind
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from alicebob.wires.wire import Wire
from mutants.relay.overhearing import Overhearing, values_in

ROOMS = """
[wire]
url = "/ws"
separator = "\\n"
say.json = '["say", "{text}"]'
[[wire.enter]]
await.json = '["hello"]'
[[wire.enter]]
send.json = '["join", "{user}", "{room}"]'
await.json = '["welcome", "{*}"]'
[[hear]]
as = "past"
json = '["past", "{user}", "{text}"]'
[[hear]]
as = "message"
json = '["message", "{room}", "{user}", "{text}"]'
"""


def wire(text: str) -> Wire:
    """The wire that a profile describes."""
    return read_wire(TomlTable.of_file("chat.toml", text))


def test_the_address_says_who_connects() -> None:
    url = Expansion.read_url("/chat/{number}{?user,room}")
    assert values_in(url, url.expand({"user": "Al ice/é", "room": "tea", "number": 7})) == {
        "user": "Al ice/é",
        "room": "tea",
        "number": "7",
    }
    assert values_in(url, "/somewhere/else") == {}


def test_the_way_in_says_who_connects() -> None:
    overhearing = Overhearing(wire(ROOMS), "/ws")
    assert list(overhearing.told('["hello"]')) == [('["hello"]', None)]
    assert overhearing.said('["join", "Al", "tea"]') == []
    assert not overhearing.is_in
    ((_, past), (_, welcome)) = overhearing.told('["past", "Bob", "hi"]\n["welcome", "Al"]')
    assert past is not None
    assert (past.kind, welcome) == (HeardKind.PAST, None)
    assert (overhearing.is_in, overhearing.user, overhearing.room) == (True, "Al", "tea")


def test_what_is_said_and_told_is_understood() -> None:
    overhearing = Overhearing(wire(ROOMS), "/ws")
    list(overhearing.told('["hello"]'))
    overhearing.said('["join", "Al", "tea"]')
    list(overhearing.told('["welcome", 1]'))
    assert overhearing.said('["say", "Hello"]') == ["Hello"]
    assert overhearing.said('["typing"]') == []
    assert overhearing.said('["say", "One"]\n["typing"]\n["say", "Two"]\n') == ["One", "Two"]
    ((_, message),) = overhearing.told('["message", "tea", "Bob", "Hi"]')
    assert message is not None
    assert (message.kind, message.user, message.text) == (HeardKind.MESSAGE, "Bob", "Hi")
    assert [heard for _, heard in overhearing.told('["message", "pub", "Bob", "Hi"]')] == [None]


def test_what_is_said_says_who_speaks_where_the_way_in_does_not() -> None:
    nameless = '[wire]\nurl = "/ws"\nsay.json = \'{"by": "{user}", "say": "{text}"}\'\n[[hear]]\n'
    overhearing = Overhearing(wire(nameless + 'as = "message"\ntext = "{user}: {text}"'), "/ws")
    assert overhearing.user is None
    assert overhearing.said('{"by": "Al", "say": "Hi"}') == ["Hi"]
    assert overhearing.user == "Al"
