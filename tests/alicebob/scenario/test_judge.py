"""The judge keeps what a fence has proved missing, even after the user who missed it has left."""

import pytest

from alicebob.laws import Law
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import Message
from alicebob.record.journal import Journal, MessageSent
from alicebob.scenario.judge import Judge, PromiseBroken, ScenarioDescription
from alicebob.servers.node import Node
from alicebob.servers.server_under_test import ServerUnderTest
from alicebob.transport.address import Address
from tests.alicebob.support.story import Story, two_in


def judge_of(story: Story, *promises: str) -> Judge:
    server = ServerUnderTest((Node(Address("localhost", 1)),), promises=frozenset(promises))
    description = ScenarioDescription("a scenario", "a rule", "behave")
    return Judge(server, story.journal, description, CarryOver())


def test_what_a_fence_has_proved_missing_is_still_missing_after_a_leave() -> None:
    story, alice, bob = two_in()
    judge = judge_of(story)
    story.says(alice, "Hello", alice)
    judge.keep_missing(len(story.journal.entries))
    story.leaves(bob, alice)
    (kept,) = judge.violations()
    assert (kept.law, kept.connection.user, kept.may_heal) == (Law.MESSAGES, "Bob", False)


def test_nothing_more_is_waited_for_when_something_is_proved_missing() -> None:
    story, alice, _bob = two_in()
    judge = judge_of(story)
    judge.expect_nothing_proven()
    story.says(alice, "Hello", alice)
    judge.expect_nothing_proven()
    judge.keep_missing(len(story.journal.entries))
    with pytest.raises(PromiseBroken, match="law: messages"):
        judge.expect_nothing_proven()


def test_what_is_on_its_way_is_not_reported_with_what_is_proved_missing() -> None:
    story, alice, bob = two_in()
    judge = judge_of(story)
    story.says(alice, "Hello", alice)
    judge.keep_missing(len(story.journal.entries))
    story.says(bob, "on its way", bob)
    with pytest.raises(PromiseBroken) as broken:
        judge.expect_nothing_proven()
    assert "Hello" in str(broken.value)
    assert 'Bob: "on its way", once' not in str(broken.value)


def test_what_was_sent_beside_a_fence_is_not_proved_missing() -> None:
    story, alice, bob = two_in()
    judge = judge_of(story)
    before = len(story.journal.entries)
    probe = story.comes("a probe user", alice, bob)
    story.says(probe, "marker 1", alice, bob)
    judge.keep_missing(before)
    judge.expect_nothing_proven()
    story.hears(probe, Message("a probe user", "marker 1"))
    assert judge.violations() == []


def test_an_equal_message_behind_the_fence_is_not_proved_missing() -> None:
    story, alice, bob = two_in()
    judge = judge_of(story)
    story.says(alice, "Again", alice)
    before = len(story.journal.entries)
    story.hears(bob, Message("Alice", "Again"))
    story.says(alice, "Again", alice)
    judge.keep_missing(before)
    judge.expect_nothing_proven()


def test_what_was_missing_before_a_fence_and_came_is_not_missing() -> None:
    story, alice, bob = two_in()
    judge = judge_of(story)
    story.says(alice, "Late", alice)
    before = len(story.journal.entries)
    story.hears(bob, Message("Alice", "Late"))
    judge.keep_missing(before)
    assert judge.violations() == []


def test_what_is_missing_is_reported_once() -> None:
    story, alice, _bob = two_in()
    judge = judge_of(story)
    story.says(alice, "Hello", alice)
    judge.keep_missing(len(story.journal.entries))
    assert len(judge.violations()) == 1


def test_without_a_fence_a_user_who_leaves_need_not_receive_the_rest() -> None:
    story, alice, bob = two_in()
    judge = judge_of(story)
    story.says(alice, "Hello", alice)
    assert judge.violations()
    story.leaves(bob, alice)
    assert judge.violations() == []


def test_the_times_of_a_scenario_are_judged() -> None:
    story = Story(Journal())
    alice = story.comes("Alice")
    bob = story.comes("Bob", alice)
    story.write(alice, MessageSent("Hello"))
    story.all_hear(Message("Alice", "Hello", at="1999-01-01T00:00:00Z"), alice, bob)
    assert {violation.law for violation in judge_of(story).violations()} == {Law.TIMES}


@pytest.mark.parametrize(
    ("promises", "broken"), [((), set()), (("departures",), {Law.DEPARTURES})], ids=str
)
def test_a_law_is_applied_to_those_who_promise_to_keep_it(
    promises: tuple[str, ...], broken: set[Law]
) -> None:
    story, alice, bob = two_in()
    story.leaves(bob)
    story.says(alice, "Hello", alice)
    judge = judge_of(story, *promises)
    assert {violation.law for violation in judge.violations()} == broken


def test_every_server_has_to_deliver_messages() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "Hello", alice)
    assert {violation.law for violation in judge_of(story).violations()} == {Law.MESSAGES}
