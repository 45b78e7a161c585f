"""The rules of a room: typing indicators."""

from server.core.commands import Leave, SendMessage, SendPrivateMessage, SetTyping
from server.core.effects import SendToOthers, Unsubscribe
from server.core.events import PublicMessage, TypingChanged
from server.core.room import Room
from server.core.rules import JoinOptions, Rules
from tests.server.support.people import ALICE, BOB, NOON, SECOND, Clock, parlour, refused

TYPING = 5  # seconds
BEGINS, ENDS = (
    SendToOthers(TypingChanged("Alice", True), ALICE),
    SendToOthers(TypingChanged("Alice", False), ALICE),
)


def while_alice_types(clock: Clock | None = None, rules: Rules | None = None) -> Room[int]:
    room = parlour(rules, clock, Alice=ALICE, Bob=BOB)
    room.handle(ALICE, SetTyping(True))
    return room


def test_the_others_are_told_that_somebody_types() -> None:
    assert parlour(Alice=ALICE).handle(ALICE, SetTyping(True)) == [BEGINS]


def test_they_are_told_each_time() -> None:
    assert while_alice_types().handle(ALICE, SetTyping(True)) == [BEGINS]


def test_they_are_told_of_its_end() -> None:
    assert while_alice_types().handle(ALICE, SetTyping(False)) == [ENDS]


def test_the_end_of_what_never_began_is_not_told() -> None:
    assert parlour(Alice=ALICE).handle(ALICE, SetTyping(False)) == []


def test_the_end_is_told_once() -> None:
    room = while_alice_types()
    room.handle(ALICE, SetTyping(False))
    assert room.handle(ALICE, SetTyping(False)) == []


def test_it_ends_before_a_message() -> None:
    assert while_alice_types().handle(ALICE, SendMessage("hi")) == [
        ENDS,
        PublicMessage("Alice", "hi"),
    ]


def test_it_ends_before_a_private_message() -> None:
    assert while_alice_types().handle(ALICE, SendPrivateMessage("Bob", "psst"))[0] == ENDS


def test_it_ends_before_its_departure() -> None:
    typed, gone, *_ = while_alice_types().handle(ALICE, Leave())
    assert [typed, type(gone)] == [ENDS, Unsubscribe]


def test_it_goes_on_while_others_speak() -> None:
    assert while_alice_types().handle(BOB, SendMessage("hi")) == [PublicMessage("Bob", "hi")]


def test_it_goes_on_when_a_message_is_rejected() -> None:
    room = while_alice_types()
    room.handle(ALICE, SendMessage(" "))
    assert room.handle(ALICE, SetTyping(False)) == [ENDS]


def test_what_is_rejected_is_told_to_its_speaker_alone() -> None:
    assert len(refused(while_alice_types().handle(ALICE, SendMessage(" ")))) == 1


def test_a_moment_before_its_time_it_goes_on() -> None:
    clock = Clock()
    room = while_alice_types(clock)
    clock.now += TYPING * SECOND - 1
    assert room.expire_typing() == []


def test_it_ends_by_itself() -> None:
    clock = Clock()
    room = while_alice_types(clock)
    clock.now += TYPING * SECOND
    assert room.expire_typing() == [ENDS]


def test_typing_on_puts_its_end_off() -> None:
    clock = Clock()
    room = while_alice_types(clock)
    clock.now += TYPING * SECOND - 1
    room.handle(ALICE, SetTyping(True))
    clock.now += TYPING * SECOND - 1
    assert room.expire_typing() == []


def test_the_room_knows_whose_typing_ends_first() -> None:
    clock = Clock()
    room = while_alice_types(clock)
    clock.now += SECOND
    room.handle(BOB, SetTyping(True))
    assert room.typing_ends == NOON + TYPING * SECOND


def test_where_nobody_types_nothing_is_awaited() -> None:
    room = while_alice_types()
    room.handle(ALICE, SetTyping(False))
    assert room.typing_ends is None


def test_how_long_it_lasts_can_be_set() -> None:
    assert while_alice_types(rules=Rules(typing=0.25)).typing_ends == NOON + SECOND // 4


def test_with_never_as_its_time_it_does_not_end_by_itself() -> None:
    assert while_alice_types(rules=Rules(typing=0)).typing_ends is None


def test_with_never_as_its_time_it_ends_with_a_message() -> None:
    assert while_alice_types(rules=Rules(typing=0)).handle(ALICE, SendMessage("hi"))[0] == ENDS


def test_several_may_come_to_their_end_at_once() -> None:
    clock = Clock()
    room = while_alice_types(clock)
    room.handle(BOB, SetTyping(True))
    clock.now += TYPING * SECOND
    assert room.expire_typing() == [ENDS, SendToOthers(TypingChanged("Bob", False), BOB)]


def test_a_client_that_is_gone_types_no_more() -> None:
    room = while_alice_types()
    room.leave(ALICE)
    assert room.typing_ends is None


def test_typing_ends_in_time_whatever_the_wall_clock_does() -> None:
    wall, elapsed = Clock(), Clock()
    room: Room[int] = Room(Rules(typing=TYPING), wall, elapsed)
    room.join(ALICE, JoinOptions("Alice", is_extended=True))
    room.set_typing(ALICE, True)
    wall.now -= 3600 * SECOND
    elapsed.now += TYPING * SECOND
    assert room.expire_typing() == [ENDS]
