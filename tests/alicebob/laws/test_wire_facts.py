"""Laws on wires that do not send messages back, or tell nobody of joins or leaves."""

from alicebob.dialects.described import Described
from alicebob.laws import Law
from alicebob.model.received import Message, Receipt, UserJoined, UserLeft
from alicebob.record.journal import Connection, Disconnected, Disconnecting, MessageSent
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.story import GOODBYE, Story


def described(facts: str = "", hears: str = "") -> Described:
    """Return a wire on which a message is `name: text`, with these facts and other frames."""
    text = WIRE + hears + "[facts]\n" + facts
    table = TomlTable.of_file("chat.toml", text)
    return Described("chat", read_wire(table), read_facts(table))


WIRE = """
[wire]
url = "/"
say.text = "{text}"
[[hear]]
as = "message"
text = "{user}: {text}"
[[hear]]
as = "joined"
text = "{user} joined"
[[hear]]
as = "left"
text = "{user} left"
"""
RECEIPT = """
[[hear]]
as = "receipt"
text = "You said {text}"
"""
WITHOUT_ECHO = described("echo = false")
WITH_RECEIPTS = described("echo = false", RECEIPT)
WITHOUT_SENDERS = described('shows = "nothing"')
SILENT = described('arrivals = "untold"\ndepartures = "untold"')


def two_in(dialect: Described, *, told: bool = True) -> tuple[Story, Connection, Connection]:
    story = Story()
    alice, bob = story.connects("Alice", dialect=dialect), story.connects("Bob", dialect=dialect)
    story.is_joined(alice, bob)
    if told:
        story.all_hear(UserJoined("Bob"), alice)
    return story, alice, bob


def test_without_echo_a_sender_need_not_receive_its_message() -> None:
    story, alice, bob = two_in(WITHOUT_ECHO)
    story.says(alice, "hi", bob)
    assert not story.broken()


def test_without_echo_a_message_that_comes_back_breaks_the_law() -> None:
    story, alice, bob = two_in(WITHOUT_ECHO)
    story.says(alice, "hi", bob, alice)
    assert story.broken() == {(Law.MESSAGES, "Alice")}


def test_without_echo_everybody_else_must_receive_it() -> None:
    story, alice, _ = two_in(WITHOUT_ECHO)
    story.says(alice, "hi")
    assert story.broken() == {(Law.MESSAGES, "Bob")}


def test_a_receipt_goes_to_the_sender_once() -> None:
    story, alice, bob = two_in(WITH_RECEIPTS)
    story.says(alice, "hi", bob)
    assert story.broken() == {(Law.ANSWERS, "Alice")}
    story.hears(alice, Receipt("hi"))
    assert not story.broken()
    story.hears(alice, Receipt("hi"))
    assert story.broken() == {(Law.ANSWERS, "Alice")}


def test_a_receipt_for_somebody_else_breaks_the_law() -> None:
    story, alice, bob = two_in(WITH_RECEIPTS)
    story.says(alice, "hi", bob)
    story.all_hear(Receipt("hi"), alice, bob)
    assert (Law.TRUTH, "Bob") in story.broken()


def test_without_senders_equal_words_of_two_users_are_counted() -> None:
    story, alice, bob = two_in(WITHOUT_SENDERS)
    for speaker in (alice, bob):
        story.write(speaker, MessageSent("hi"))
    words = Message("", "hi")
    story.hears(alice, words, words)
    story.hears(bob, words)
    assert story.broken() == {(Law.MESSAGES, "Bob")}
    story.hears(bob, words)
    assert not story.broken()


def test_where_nobody_is_told_joins_and_leaves_are_no_events() -> None:
    story, alice, bob = two_in(SILENT, told=False)
    story.write(bob, Disconnecting(GOODBYE))
    story.write(bob, Disconnected(1000, ""))
    assert not story.broken()
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == {(Law.TRUTH, "Alice")}
