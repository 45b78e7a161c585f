"""The laws of a chat on several servers: what lags without one order, and what a store refused."""

from alicebob.laws import Law, judge
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import Message, Rejected, RejectionReason, UserJoined
from tests.alicebob.support.story import Story, two_in

REFUSED = Rejected(RejectionReason.INVALID)  # as `plain` shows any refusal
LAGGING = CarryOver(has_one_order=False, may_lag=True)


def broken(story: Story, carry_over: CarryOver) -> set[tuple[Law, str]]:
    found = judge(story.journal.entries, carry_over)
    return {(each.law, each.connection.user) for each in found}


def heard_late() -> Story:
    """Carol joins after Bob has heard Alice, and hears her as well."""
    story, alice, bob = two_in()
    hello = story.says(alice, "Hello", alice, bob)
    carol = story.comes("Carol", alice, bob)
    story.hears(carol, hello)
    return story


def test_what_one_server_has_told_another_may_tell_later() -> None:
    assert broken(heard_late(), LAGGING) == set()


def test_with_one_order_nobody_hears_what_others_had_heard_before() -> None:
    assert broken(heard_late(), CarryOver()) == {(Law.TRUTH, "Carol")}


def test_two_who_join_at_once_on_servers_without_order_may_miss_each_other() -> None:
    story = Story()
    alice, bob = story.connects("Alice"), story.connects("Bob")
    story.is_joined(alice, bob)
    assert broken(story, LAGGING) == set()
    assert broken(story, CarryOver()) == {(Law.ARRIVALS, "Alice")}


def test_what_must_come_must_come_without_an_order_too() -> None:
    story, alice, _ = two_in()
    story.says(alice, "Hello", alice)
    assert broken(story, LAGGING) == {(Law.MESSAGES, "Bob")}


def test_nothing_comes_twice_without_an_order_either() -> None:
    story, alice, bob = two_in()
    story.says(alice, "Hello", alice, bob, bob)
    assert broken(story, LAGGING) == {(Law.MESSAGES, "Bob")}


def refused(*heard: str, refusals: int) -> set[tuple[Law, str]]:
    """The broken laws after Alice has said three things; some were heard, and some refused."""
    story, alice, bob = two_in()
    for text in ("one", "two", "three"):
        story.says(alice, text)
    story.all_hear(REFUSED, *[alice] * refusals)
    for text in heard:
        story.all_hear(Message("Alice", text), alice, bob)
    return broken(story, CarryOver(may_refuse=True))


def test_a_store_that_is_away_may_refuse_any_message_that_nobody_heard() -> None:
    assert refused("one", refusals=2) == set()
    assert refused("three", refusals=2) == set()
    assert refused("one", "three", refusals=1) == set()


def test_what_was_neither_heard_nor_refused_is_missing() -> None:
    assert {law for law, _ in refused("one", refusals=1)} == {Law.MESSAGES}


def test_what_was_heard_was_not_refused() -> None:
    assert {law for law, _ in refused("one", "two", "three", refusals=1)} & {
        *(Law.TRUTH, Law.REFUSALS)
    }


def test_a_store_that_was_not_away_refuses_nothing() -> None:
    story, alice, _ = two_in()
    story.says(alice, "one")
    story.hears(alice, REFUSED)
    assert broken(story, CarryOver()) != set()


def test_a_user_of_a_lagging_server_hears_who_came_before() -> None:
    story = Story()
    story.comes("Alice")
    bob = story.comes("Bob")
    story.hears(bob, UserJoined("Alice"))
    assert (Law.TRUTH, "Bob") not in broken(story, LAGGING)
