"""Regressions of the laws and of the failure report."""

from alicebob.dialects.plain import PLAIN
from alicebob.model.received import Malformed, Message, UserJoined, UserLeft
from alicebob.record.failure_report import Failure, ReportContext, failure_report
from tests.alicebob.support.story import LOST, three_in, two_in


def test_a_user_who_leaves_need_not_receive_its_own_return() -> None:
    story, alice, bob, carol = three_in()
    story.leaves(bob, alice, carol)
    story.comes("Bob", alice, carol)
    assert story.broken() == set()


def test_messages_on_a_connection_that_the_server_gave_up_may_be_lost() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.hears(alice, UserLeft("Bob"))
    story.says(bob, "hello?")
    assert story.broken() == set()


def test_a_leave_reported_before_anybody_leaves_is_found() -> None:
    story, alice, bob = two_in()
    story.hears(alice, UserLeft("Bob"))
    story.leaves(bob)
    assert story.broken() != set()


def test_messages_received_before_they_are_said_are_found() -> None:
    story, alice, bob = two_in()
    story.hears(alice, Message("Bob", "hi"))
    story.says(bob, "hi", bob)
    assert story.broken() != set()


def test_a_double_is_not_made_good_by_a_loss() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob, bob)
    story.says(alice, "hi", alice)
    assert story.broken() != set()


def test_of_messages_on_a_connection_that_is_reset_no_earlier_one_is_lost() -> None:
    story, alice, bob = two_in()
    story.says(bob, "one")
    story.says(bob, "two", alice)
    story.leaves(bob, alice, how=LOST)
    assert story.broken() != set()


def test_the_order_of_one_sender_is_judged_though_a_text_comes_twice() -> None:
    story, alice, bob = two_in()
    for text in "xyx":
        story.says(alice, text, alice)
    story.hears(bob, Message("Alice", "x"), Message("Alice", "x"), Message("Alice", "y"))
    assert story.broken() != set()


def test_json_in_great_depth_is_malformed() -> None:
    assert isinstance(PLAIN.decode(True, b"[" * 100_000), Malformed)


def test_a_name_with_a_lone_surrogate_can_be_reported() -> None:
    str(UserJoined("a" + chr(0xD800))).encode()


def test_a_report_shows_a_message_that_mentions_probe_users() -> None:
    story, alice, bob = two_in()
    story.says(alice, "probe-like", bob)
    told = failure_report([Failure("", "", "", "")], ReportContext(story.journal.entries, "", ""))
    assert "Bob receives" in told
