"""Ids grow, each message has one id and one time for all clients, and user counts are right."""

from dataclasses import replace

import pytest

from alicebob.laws import Law
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import History, Message, UserJoined, UserLeft, UserList
from alicebob.record.journal import MessageSent
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, a, chat_of, come, do

SAY = HonestChat.send_message


def a_talk() -> HonestChat:
    """Two clients of events and one of envelope; two messages, then one more client of events."""
    chat = chat_of("events", "events", "envelope")
    do(chat, 3, SAY, SAY)
    come(chat)
    return chat


def test_an_honest_conversation_breaks_nothing() -> None:
    assert Slip(a_talk()).broken() == set()


def test_an_id_that_does_not_grow_is_found() -> None:
    slip = Slip(a_talk()).altered(a(Message, content="text 2"), id="1")
    assert Law.NUMBERS in slip.laws()


def test_an_id_that_one_reader_receives_otherwise_is_found() -> None:
    slip = Slip(a_talk(), 2).altered(a(Message, content="text 2"), id="7")
    assert Law.NUMBERS in slip.laws()


def test_a_time_that_one_reader_receives_otherwise_is_found() -> None:
    slip = Slip(a_talk(), 2).altered(a(Message, content="text 2"), at="then")
    assert slip.laws() == {Law.NUMBERS}


def test_an_id_that_is_another_one_in_the_history_is_found() -> None:
    past = (Message("Guest 3", "text 2", "1", "now"), Message("Guest 3", "text 1", "2", "now"))
    assert Law.NUMBERS in Slip(a_talk(), 4).altered(a(History), messages=past).laws()


def test_an_id_of_an_earlier_scenario_is_not_given_again() -> None:
    earlier = CarryOver(ids={"lobby": {"2": Message("Zoe", "long ago", "2", "then")}})
    earlier.said = {("lobby", Message("Zoe", "long ago"))}
    assert Law.NUMBERS in Slip(a_talk(), carry_over=earlier).laws()


def test_a_user_who_says_something_once_and_again_receives_the_first_again() -> None:
    chat = chat_of("events", "events")
    connection = chat.guests[0].connection
    for number in (1, 2):
        chat.story.write(connection, MessageSent(f"attempt {number}", client_id="c"))
    first = Message(connection.name, "attempt 1", "1", "now")
    chat.story.hears(connection, first, first)
    chat.story.hears(chat.guests[1].connection, first)
    assert chat.story.broken() == set()


def test_any_other_client_that_receives_it_again_is_found() -> None:
    chat = chat_of("events", "events")
    connection, other = (guest.connection for guest in chat.guests)
    for _ in range(2):
        chat.story.write(connection, MessageSent("once", client_id="c"))
    once = Message(connection.name, "once", "1", "now")
    for reader in (connection, other):
        chat.story.hears(reader, once, once)
    assert (Law.MESSAGES, "Guest 2") in chat.story.broken()


def test_a_client_id_of_another_connection_is_found() -> None:
    slip = Slip(a_talk(), 2).altered(a(Message, content="text 2"), client_id="c")
    assert slip.broken() == {(Law.NUMBERS, "Guest 2")}


def test_a_client_id_returns_to_the_connection_that_sent_it() -> None:
    chat = chat_of("events", "events")
    connection, other = (guest.connection for guest in chat.guests)
    chat.story.write(connection, MessageSent("once", client_id="c"))
    said = Message(connection.name, "once", "1", "now")
    chat.story.hears(connection, replace(said, client_id="c"))
    chat.story.hears(other, said)
    assert chat.story.broken() == set()


def coming_and_going() -> HonestChat:
    """Two clients of events; a user joins and leaves, then the first requests the user list."""
    chat = chat_of("events", "events", "plain")
    do(chat, 3, HonestChat.leave)
    do(chat, 1, HonestChat.ask_users)
    return chat


def test_an_honest_count_breaks_nothing() -> None:
    assert Slip(coming_and_going()).broken() == set()


def test_a_count_that_is_wrong_when_somebody_comes_is_found() -> None:
    slip = Slip(coming_and_going()).altered(a(UserJoined, name="Guest 3"), count=4)
    assert slip.broken() == {(Law.PRESENCE, "Guest 1")}


def test_a_count_that_is_wrong_when_somebody_leaves_is_found() -> None:
    slip = Slip(coming_and_going()).altered(a(UserLeft), count=3)
    assert slip.broken() == {(Law.PRESENCE, "Guest 1")}


def test_a_list_that_forgets_somebody_is_found() -> None:
    slip = Slip(coming_and_going()).altered(a(UserList), here=(("Guest 1", 1),))
    assert slip.broken() == {(Law.PRESENCE, "Guest 1")}


def test_a_list_that_keeps_who_left_is_found() -> None:
    here = (("Guest 1", 1), ("Guest 2", 1), ("Guest 3", 1))
    assert Slip(coming_and_going()).altered(a(UserList), here=here).laws() == {Law.PRESENCE}


def test_a_list_with_too_many_connections_is_found() -> None:
    here = (("Guest 1", 2), ("Guest 2", 1))
    assert Slip(coming_and_going()).altered(a(UserList), here=here).laws() == {Law.PRESENCE}


def first_list_of(*names: str) -> Slip:
    """Return what is broken if the second client receives this list after joining."""
    slip = Slip(chat_of("events", "events"), 2).altered(
        a(UserList), here=tuple((name, 1) for name in names)
    )
    return slip.altered(a(UserJoined), count=len(names) + 1)


def test_a_first_list_with_those_who_are_in_breaks_nothing() -> None:
    assert first_list_of("Guest 1").broken() == set()


def test_a_first_list_that_forgets_somebody_is_found() -> None:
    assert first_list_of().laws() == {Law.PRESENCE}


def test_a_first_list_with_a_stranger_is_found() -> None:
    assert first_list_of("Guest 1", "Nobody").laws() == {Law.PRESENCE}


def test_a_first_list_with_somebody_who_had_left_is_found() -> None:
    chat = chat_of("events", "plain")
    do(chat, 2, HonestChat.leave)
    come(chat)
    slip = Slip(chat, 3).altered(a(UserList), here=(("Guest 1", 1), ("Guest 2", 1)))
    assert slip.altered(a(UserJoined), count=3).laws() == {Law.PRESENCE}


@pytest.mark.parametrize("connections", [1, 3])
def test_a_first_list_with_a_wrong_number_of_connections_is_found(connections: int) -> None:
    chat = chat_of("events")
    come(chat, name="Guest 1")
    come(chat, name="Carol")
    slip = Slip(chat, 3)
    assert slip.broken() == set()
    slip.altered(a(UserList), here=(("Guest 1", connections),))
    assert slip.broken() == {(Law.PRESENCE, "Carol")}


def test_a_first_list_that_is_not_in_the_order_of_coming_is_found() -> None:
    chat = chat_of("events", "plain", "envelope", "events")
    lists = [("Guest 1", "Guest 2", "Guest 3"), ("Guest 1", "Guest 3", "Guest 2")]
    right, wrong = (
        Slip(chat, 4).altered(a(UserList), here=tuple((name, 1) for name in names)).laws()
        for names in lists
    )
    assert [right, wrong] == [set(), {Law.PRESENCE}]
