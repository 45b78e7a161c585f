"""Private messages, typing and lists of users on wires that a profile describes."""

import pytest

from alicebob.dialects.described import Described
from alicebob.laws import Law
from alicebob.model.received import (
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from alicebob.model.sent import ListUsers, SetTyping
from alicebob.record.journal import (
    Connection,
    Disconnected,
    Disconnecting,
    MessageSent,
    RequestSent,
)
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.story import GOODBYE, Story

WIRE = """
[wire]
url = "/{?user}"
say.text = "{text}"
whisper.text = "/to {to} {text}"
typing.start.text = "/typing"
typing.stop.text = "/idle"
users.text = "/who"
[[hear]]
as = "private"
text = "(you to {to}) {text}"
[[hear]]
as = "private"
text = "({user}) {text}"
[[hear]]
as = "typing"
typing = true
text = "{user} types"
[[hear]]
as = "typing"
typing = false
text = "{user} idles"
[[hear]]
as = "here"
text = "here: {users:list}"
[[hear]]
as = "joined"
text = "{user} joined"
[[hear]]
as = "left"
text = "{user} left"
[[hear]]
as = "message"
text = "{user}: {text}"
"""
REFUSING = """
[[hear]]
as = "refused"
reason = "no user has that name"
text = "nobody"
"""


def described(facts: str = "", hears: str = "") -> Described:
    table = TomlTable.of_file("chat.toml", f"{hears}{WIRE}[facts]\n{facts}")
    return Described("chat", read_wire(table), read_facts(table))


CHAT = described()
SILENT = described("private_echo = false")
REFUSES = described(hears=REFUSING)


def three_in(dialect: Described = CHAT) -> tuple[Story, Connection, Connection, Connection]:
    story = Story()
    inside: list[Connection] = []
    for name in ("Alice", "Bob", "Carol"):
        connection = story.connects(name, dialect=dialect)
        story.is_joined(connection)
        story.all_hear(UserJoined(name), *inside)
        inside.append(connection)
    alice, bob, carol = inside
    return story, alice, bob, carol


def events(*frames: str, dialect: Described = CHAT) -> list[ReceivedEvent]:
    codec = dialect.codec("Alice", None, 1)
    return [event for frame in frames for event in codec.decode(True, frame.encode()).events]


def test_frames_tell_for_whom_a_private_message_is() -> None:
    assert events("(Bob) psst", "(you to Bob) yes") == [
        PrivateMessage("Bob", "Alice", "psst"),
        PrivateMessage("Alice", "Bob", "yes"),
    ]


def test_a_list_beside_notices_is_a_list() -> None:
    assert events("here: Alice, Bob") == [UserList((("Alice", 1), ("Bob", 1)))]


def whispered(*hearers: str, dialect: Described = CHAT, to: str = "Bob") -> set[tuple[Law, str]]:
    """Laws that are broken when Alice whispers, and these users are told."""
    story, alice, bob, carol = three_in(dialect)
    story.write(alice, MessageSent("psst", to=to))
    people = {"Alice": alice, "Bob": bob, "Carol": carol}
    for name in hearers:
        story.hears(people[name], PrivateMessage("Alice", to, "psst"))
    return story.broken()


def test_a_private_message_reaches_the_one_it_is_for() -> None:
    assert whispered("Alice", "Bob") == set()
    assert whispered("Alice") == {(Law.PRIVATE, "Bob")}
    assert whispered("Alice", "Bob", "Bob") == {(Law.PRIVATE, "Bob")}
    assert (Law.TRUTH, "Carol") in whispered("Alice", "Bob", "Carol")


def test_it_comes_back_to_its_sender_where_the_server_does_that() -> None:
    assert whispered("Bob") == {(Law.PRIVATE, "Alice")}
    assert whispered("Bob", dialect=SILENT) == set()
    assert whispered("Alice", "Bob", dialect=SILENT) == {(Law.PRIVATE, "Alice")}


def test_whoever_whispers_to_nobody_is_told_where_the_wire_can_tell_it() -> None:
    assert whispered(to="Zoe") == set()
    assert whispered(to="Zoe", dialect=REFUSES) == {(Law.REFUSALS, "Alice")}
    story, alice, *_ = three_in(REFUSES)
    story.write(alice, MessageSent("psst", to="Zoe"))
    story.hears(alice, Rejected(RejectionReason.NO_SUCH_USER))
    assert story.broken() == set()


def typed(*acts: bool, told: tuple[bool, ...]) -> set[tuple[Law, str]]:
    """Laws that are broken when Alice types and stops, and Bob alone is told so."""
    story, alice, bob, carol = three_in()
    for is_typing in acts:
        story.write(alice, RequestSent(SetTyping(is_typing)))
    for is_typing in told:
        story.hears(bob, TypingChanged("Alice", is_typing))
    story.hears(carol, *(TypingChanged("Alice", is_typing) for is_typing in acts))
    return story.broken()


def test_the_others_are_told_that_somebody_types_and_stops() -> None:
    broken = {(Law.TYPING, "Bob")}
    assert typed(True, False, told=(True, False)) == set()
    assert typed(True, False, told=(True,)) == broken
    assert typed(True, False, told=()) == broken
    assert typed(told=(True,)) == broken
    assert typed(True, False, told=(True, True, False)) == broken


def test_a_server_need_not_pass_on_each_sign_nor_end_typing_itself() -> None:
    assert typed(True, True, told=(True,)) == set()
    story, alice, bob, carol = three_in()
    story.write(alice, RequestSent(SetTyping(True)))
    story.hears(bob, TypingChanged("Alice", True))
    story.hears(carol, TypingChanged("Alice", True))
    story.says(alice, "done", alice, bob, carol)
    assert story.broken() == set()


def listed(*names: str, gone: bool = False) -> set[tuple[Law, str]]:
    """Laws that are broken when Carol asks who is here, perhaps after Bob has left."""
    story, alice, bob, carol = three_in()
    if gone:
        story.write(bob, Disconnecting(GOODBYE))
        story.write(bob, Disconnected(1000, ""))
        story.all_hear(UserLeft("Bob"), alice, carol)
    story.write(carol, RequestSent(ListUsers()))
    if names:
        story.hears(carol, UserList(tuple((name, 1) for name in names)))
    return story.broken()


@pytest.mark.parametrize("names", [("Alice", "Bob"), ("Carol", "Bob", "Alice")])
def test_a_list_has_all_others_and_perhaps_oneself(names: tuple[str, ...]) -> None:
    assert listed(*names) == set()


@pytest.mark.parametrize("names", [("Alice",), ("Alice", "Bob", "Zoe"), ()])
def test_a_list_that_is_wrong_or_does_not_come_is_found(names: tuple[str, ...]) -> None:
    assert listed(*names) == {(Law.PRESENCE, "Carol")}


def test_who_has_left_is_not_on_the_list() -> None:
    assert listed("Alice", gone=True) == set()
    assert listed("Alice", "Bob", gone=True) == {(Law.PRESENCE, "Carol")}


def test_a_list_that_is_pushed_while_somebody_comes_may_have_that_user_or_not() -> None:
    for names in (("Alice",), ("Alice", "Bob")):
        story = Story()
        alice = story.connects("Alice", dialect=CHAT)
        story.is_joined(alice)
        bob = story.connects("Bob", dialect=CHAT)
        story.hears(alice, UserList(tuple((name, 1) for name in names)))
        story.is_joined(bob)
        story.hears(alice, UserJoined("Bob"))
        assert story.broken() == set()
