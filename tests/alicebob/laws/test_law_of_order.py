"""All clients receive one order, with each sender's messages in the order of sending."""

from alicebob.laws import Law, judge
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import Message, UserJoined, UserLeft
from alicebob.record.journal import Connection, Disconnecting
from tests.alicebob.support.story import HANG_UP, Story, three_in, two_in


def said_by_alice_and_bob() -> tuple[Story, list[Connection], list[Message]]:
    """Three users have joined; Alice and Bob have each sent a message at the same time."""
    story, alice, bob, carol = three_in()
    messages = [story.says(alice, "from Alice"), story.says(bob, "from Bob")]
    return story, [alice, bob, carol], messages


def test_the_order_in_which_it_was_said_breaks_nothing() -> None:
    story, people, messages = said_by_alice_and_bob()
    for person in people:
        story.hears(person, *messages)
    assert story.broken() == set()


def test_another_order_that_is_the_same_for_all_breaks_nothing() -> None:
    story, people, messages = said_by_alice_and_bob()
    for person in people:
        story.hears(person, *reversed(messages))
    assert story.broken() == set()


def test_two_clients_who_receive_two_orders_are_found() -> None:
    story, (alice, bob, carol), messages = said_by_alice_and_bob()
    story.hears(alice, *messages)
    story.hears(bob, *messages)
    story.hears(carol, *reversed(messages))
    assert {law for law, _who in story.broken()} == {Law.ORDER}


def test_a_server_that_does_not_promise_one_order_may_have_two() -> None:
    story, (alice, bob, carol), messages = said_by_alice_and_bob()
    story.hears(alice, *messages)
    story.hears(bob, *messages)
    story.hears(carol, *reversed(messages))
    assert judge(story.journal.entries, CarryOver(has_one_order=False)) == []


def test_each_users_own_order_is_judged_without_that_promise_too() -> None:
    story, alice, bob = two_in()
    first, second = story.says(alice, "one"), story.says(alice, "two")
    story.hears(alice, first, second)
    story.hears(bob, second, first)
    found = judge(story.journal.entries, CarryOver(has_one_order=False))
    assert {violation.law for violation in found} == {Law.ORDER}


def test_each_hearing_their_own_messages_first_is_found() -> None:
    story, alice, bob = two_in()
    first, second = story.says(alice, "from Alice"), story.says(bob, "from Bob")
    story.hears(alice, first, second)
    story.hears(bob, second, first)
    assert {law for law, _who in story.broken()} == {Law.ORDER}


def test_two_orders_are_reported_with_both_clients() -> None:
    story, (alice, bob, carol), messages = said_by_alice_and_bob()
    story.hears(alice, *messages)
    story.hears(bob, *messages)
    story.hears(carol, *reversed(messages))
    (violation,) = story.violations()
    assert violation.expected == "Alice and Carol receive one order"


def test_three_orders_that_only_together_do_not_fit_are_found() -> None:
    story, alice, bob, carol = three_in()
    a, b, c = story.says(alice, "a"), story.says(bob, "b"), story.says(carol, "c")
    story.hears(alice, a, b)
    story.hears(bob, b, c)
    story.hears(carol, c, a)
    assert Law.ORDER in {law for law, _who in story.broken()}


def test_a_senders_messages_in_another_order_are_found_though_all_receive_it() -> None:
    story, alice, bob = two_in()
    first, second = story.says(alice, "first"), story.says(alice, "second")
    for person in (alice, bob):
        story.hears(person, second, first)
    assert story.broken() == {(Law.ORDER, "Alice"), (Law.ORDER, "Bob")}


def test_notices_are_part_of_the_one_order() -> None:
    story, alice, bob = two_in()
    hi = story.says(alice, "hi")
    story.comes("Carol")
    story.hears(alice, hi, UserJoined("Carol"))
    story.hears(bob, UserJoined("Carol"), hi)
    assert {law for law, _who in story.broken()} == {Law.ORDER}


def test_leaves_are_part_of_the_one_order() -> None:
    story, alice, bob, carol = three_in()
    hi = story.says(alice, "hi")
    story.leaves(carol)
    story.hears(alice, hi, UserLeft("Carol"))
    story.hears(bob, UserLeft("Carol"), hi)
    assert {law for law, _who in story.broken()} == {Law.ORDER}


def test_a_user_who_left_early_received_the_same_order_until_then() -> None:
    story, (alice, bob, carol), messages = said_by_alice_and_bob()
    story.hears(carol, *reversed(messages))
    story.leaves(carol)
    for person in (alice, bob):
        story.hears(person, *messages, UserLeft("Carol"))
    assert {law for law, _who in story.broken()} == {Law.ORDER}


def test_the_order_of_two_rooms_need_not_be_the_same() -> None:
    story = Story()
    red, blue = (story.comes("Alice", room=room) for room in ("red", "blue"))
    for connection, texts in ((red, "ab"), (blue, "ba")):
        for text in texts:
            story.says(connection, text, connection)
    assert story.broken() == set()


def test_what_was_said_twice_is_not_judged_by_its_order() -> None:
    story, alice, bob = two_in()
    for text in ("x", "y", "x"):
        story.says(alice, text)
    x, y = Message("Alice", "x"), Message("Alice", "y")
    story.hears(alice, x, y, x)
    story.hears(bob, x, y, x)
    assert story.broken() == set()


def test_a_leave_and_a_message_at_the_same_moment_may_be_received_in_any_order() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(HANG_UP))
    hi = story.says(alice, "hi")
    story.hears(alice, UserLeft("Bob"), hi)
    assert story.broken() == set()
