"""A history contains only what was said, without gaps, and ends where live messages begin."""

import pytest

from alicebob.dialects.events import EVENTS
from alicebob.laws import Law
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import (
    History,
    Message,
    PrivateMessage,
    ReceivedEvent,
    UserJoined,
    UserList,
    Welcome,
)
from alicebob.record.journal import MessageSent
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, a, chat_of, come, do

SAY = HonestChat.send_message


def said(*numbers: int) -> tuple[Message, ...]:
    return tuple(Message("Guest 1", f"text {n}", str(n), "now") for n in numbers)


def a_joining_client(before: int = 3, witness: str = "events") -> HonestChat:
    """Guest 1 sends messages to Guest 2; Guest 3 joins and receives one more."""
    chat = chat_of("plain", witness)
    do(chat, 1, *[SAY] * before)
    come(chat)
    do(chat, 1, SAY)
    return chat


def told(*numbers: int, complete: bool = True, witness: str = "events") -> set[Law]:
    """Return the laws broken if the history of Guest 3 has these of three messages."""
    slip = Slip(a_joining_client(witness=witness), 3)
    return slip.altered(a(History), messages=said(*numbers), complete=complete).laws()


@pytest.mark.parametrize("before", [0, 1, 49, 50, 51])
def test_an_honest_history_breaks_nothing(before: int) -> None:
    assert Slip(a_joining_client(before), 3).broken() == set()


@pytest.mark.parametrize("witness", ["plain", "events", "envelope"])
@pytest.mark.parametrize("numbers", [(), (1, 2), (1, 3), (2, 3)])
def test_whatever_is_left_out_of_a_history_is_found(numbers: tuple[int, ...], witness: str) -> None:
    assert Law.HISTORY in told(*numbers, witness=witness)


def test_a_history_in_another_order_is_found() -> None:
    assert Law.NUMBERS in told(1, 3, 2)


def test_a_history_that_tells_a_message_twice_is_found() -> None:
    assert Law.NUMBERS in told(1, 2, 2, 3)


def test_a_history_that_admits_that_something_is_missing_may_begin_later() -> None:
    assert told(2, 3, complete=False) == set()


def test_a_full_history_that_claims_to_be_incomplete_is_found() -> None:
    slip = Slip(a_joining_client(50), 3)
    assert slip.altered(a(History), complete=False).laws() == {Law.HISTORY}


def test_a_history_that_admits_something_has_no_hole_all_the_same() -> None:
    assert Law.HISTORY in told(1, 3, complete=False)


def test_a_history_with_what_nobody_said_is_found() -> None:
    slip = Slip(a_joining_client(), 3)
    invented = (*said(1, 2, 3), Message("Guest 1", "never", "9", "now"))
    assert Law.HISTORY in slip.altered(a(History), messages=invented).laws()


def test_of_a_server_that_ran_before_nobody_knows_all_that_was_said() -> None:
    slip = Slip(a_joining_client(), 3, CarryOver(knows_all=False))
    earlier = (Message("Zoe", "long ago", "0", "then"), *said(1, 2, 3))
    assert slip.altered(a(History), messages=earlier).laws() == set()


def test_what_an_earlier_scenario_said_may_stand_in_a_history() -> None:
    carry_over = CarryOver(said={("lobby", Message("Zoe", "long ago"))})
    slip = Slip(a_joining_client(), 3, carry_over)
    earlier = (Message("Zoe", "long ago", "0", "then"), *said(1, 2, 3))
    assert slip.altered(a(History), messages=earlier).laws() == set()


def test_what_was_said_in_another_room_may_not() -> None:
    carry_over = CarryOver(said={("garden", Message("Zoe", "long ago"))})
    slip = Slip(a_joining_client(), 3, carry_over)
    earlier = (Message("Zoe", "long ago", "0", "then"), *said(1, 2, 3))
    assert slip.altered(a(History), messages=earlier).laws() == {Law.HISTORY}


def test_more_than_fifty_messages_in_a_first_history_are_found() -> None:
    slip = Slip(a_joining_client(51), 3)
    assert slip.altered(a(History), messages=said(*range(1, 52))).laws() == {Law.HISTORY}


def test_fewer_than_fifty_of_more_are_found() -> None:
    slip = Slip(a_joining_client(51), 3)
    assert Law.HISTORY in slip.altered(a(History), messages=said(*range(3, 52))).laws()


def test_history_and_live_that_overlap_are_found() -> None:
    slip = Slip(a_joining_client(), 3)
    assert Law.HISTORY in slip.altered(a(History), messages=said(1, 2, 3, 4)).laws()


def in_the_middle(history: tuple[int, ...], live: tuple[int, ...]) -> set[Law]:
    """Guest 3 joins while three messages are on their way, so either order is possible."""
    chat = chat_of("plain", "events")
    one, two = (guest.connection for guest in chat.guests)
    story = chat.story
    three = story.connects("Guest 3", dialect=EVENTS)
    for message in said(1, 2, 3):
        story.says(one, message.content)
        story.hears(one, message)
        story.hears(two, message)
    story.is_joined(three)
    here = UserList((("Guest 1", 1), ("Guest 2", 1)))
    greeting: list[ReceivedEvent] = [Welcome("Hello"), History(said(*history), complete=True), here]
    story.hears(three, *greeting, UserJoined("Guest 3", 3), *said(*live))
    return {law for law, who in story.broken() if who == "Guest 3"}


@pytest.mark.parametrize(
    ("history", "live"), [((), (1, 2, 3)), ((1,), (2, 3)), ((1, 2), (3,)), ((1, 2, 3), ())]
)
def test_wherever_the_boundary_is_it_breaks_nothing(
    history: tuple[int, ...], live: tuple[int, ...]
) -> None:
    assert in_the_middle(history, live) == set()


@pytest.mark.parametrize(
    ("history", "live"), [((1,), (3,)), ((1, 2), (2, 3)), ((1,), ()), ((), (2, 3)), ((2,), (3,))]
)
def test_a_boundary_with_a_gap_or_an_overlap_is_found(
    history: tuple[int, ...], live: tuple[int, ...]
) -> None:
    assert Law.HISTORY in in_the_middle(history, live)


def test_a_private_message_in_anybodys_history_is_found() -> None:
    chat = chat_of("events", "events")
    chat.story.write(chat.guests[0].connection, MessageSent("psst", to="Guest 2"))
    private = PrivateMessage("Guest 1", "Guest 2", "psst", "1", "now")
    for guest in chat.guests:
        chat.story.hears(guest.connection, private)
    come(chat)
    slip = Slip(chat, 3).altered(a(History), messages=(private,))
    assert Law.PRIVATE in slip.laws()


def whispered(*, is_proven: bool, is_told: bool) -> set[Law]:
    """Guest 1 whispers to Guest 2, who comes back and is told of it in the history, or is not."""
    chat = chat_of("events", "events")
    chat.story.write(chat.guests[0].connection, MessageSent("psst", to="Guest 2"))
    private = PrivateMessage("Guest 1", "Guest 2", "psst", "1", "now")
    for guest in chat.guests:
        chat.story.hears(guest.connection, private)
    do(chat, 2, HonestChat.leave)
    come(chat, name="Guest 2")
    slip = Slip(chat, 3, CarryOver(proves_names=is_proven))
    return slip.altered(a(History), messages=(private,) if is_told else ()).laws()


def test_with_proven_names_a_history_has_the_users_own_private_messages() -> None:
    assert whispered(is_proven=True, is_told=True) == set()
    assert whispered(is_proven=True, is_told=False) == {Law.HISTORY}


def test_without_proven_names_a_history_has_no_private_message() -> None:
    assert whispered(is_proven=False, is_told=False) == set()
    assert whispered(is_proven=False, is_told=True) == {Law.PRIVATE}


def asked(*numbers: int, complete: bool = True) -> set[Law]:
    """Return the laws broken when the three before the last of five messages are requested."""
    chat = chat_of("events", "plain")
    do(chat, 2, *[SAY] * 5)
    do(chat, 1, HonestChat.ask_history)
    answer = tuple(Message("Guest 2", f"text {n}", str(n), "now") for n in numbers)
    return Slip(chat).altered(a(History), messages=answer, complete=complete).laws()


def test_an_honest_answer_breaks_nothing() -> None:
    assert asked(2, 3, 4) == set()


def test_a_full_answer_that_claims_to_be_incomplete_is_found() -> None:
    assert asked(2, 3, 4, complete=False) == {Law.HISTORY}


@pytest.mark.parametrize("numbers", [(), (1, 2, 3), (3, 4), (2, 4), (3, 4, 5), (1, 2, 3, 4)])
def test_an_answer_that_tells_something_else_is_found(numbers: tuple[int, ...]) -> None:
    assert Law.HISTORY in asked(*numbers)


@pytest.mark.parametrize(
    ("carry_over", "broken"),
    [(CarryOver(), {(Law.HISTORY, "Guest 2")}), (CarryOver(remembers_from=1000), set())],
)
def test_a_server_that_keeps_nothing_may_forget_when_it_ends(
    carry_over: CarryOver, broken: set[tuple[Law, str]]
) -> None:
    chat = chat_of("events")
    do(chat, 1, SAY)
    do(chat, 1, HonestChat.leave)
    come(chat, dialect="events")
    assert Slip(chat, 2, carry_over).altered(a(History), messages=()).broken() == broken


def test_a_full_history_may_consist_of_what_was_said_in_an_earlier_scenario_too() -> None:
    chat = a_joining_client(51)
    earlier = CarryOver(said={("lobby", Message("Guest 1", f"text {n}")) for n in range(2, 53)})
    assert Slip(chat, 3, earlier).broken() == set()
