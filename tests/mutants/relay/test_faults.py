"""Each fault is forbidden by promises that exist, and changes what it says that it changes."""

from collections.abc import Iterable

import pytest

from alicebob.servers.promises import PROMISES
from alicebob.transport.raw_frames import CLOSE, PONG, unmasked
from alicebob.wires.heard import Heard, HeardKind
from mutants.relay import changes
from mutants.relay.connection import Change, Connection, Told
from mutants.relay.fault import Fault
from mutants.relay.faults import FAULTS

JOINED, MESSAGE = HeardKind.JOINED, HeardKind.MESSAGE


class Client:
    """A client of which a change may see everything."""

    def __init__(self, user: str, room: str = "tea", earlier: str | None = None) -> None:
        self.user: str | None = user
        self.room: str | None = room
        self.number: str | None = None
        self.earlier = earlier
        self.earlier_elsewhere: Iterable[str] = [] if earlier is None else [earlier]
        self.received = 1
        self.is_in = True
        self.is_stuck = False
        self.late: list[Told] = []
        self.others: Iterable[Connection] = []
        self.delivered: list[str | int] = []

    def deliver(self, message: str) -> None:
        self.delivered.append(message)

    def close(self, code: int) -> None:
        self.delivered.append(code)

    def deliver_later(self, told: Told) -> None:
        pass


ALICE, BOB = Client("Alice"), Client("Bob")


def told(text: str, number: int = 1, sender: Client = BOB, kind: HeardKind = MESSAGE) -> Told:
    return Told(f"<{sender.user}> {text}", Heard(kind, sender.user, text=text), number, sender)


def received(change: Change, *messages: Told) -> list[str]:
    """The messages that one reader receives of these."""
    reader = Client("Carol", earlier="<Bob> before")
    reader.others = [ALICE, BOB]
    return [each for one in messages for each in change(reader, one)]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_forbidden_and_changes_something(fault: Fault) -> None:
    assert fault.promises
    assert set(fault.promises) <= set(PROMISES)
    assert fault.sentence.endswith(".")
    parts = (fault.change, fault.said, fault.control)
    sound = Fault("", "")
    assert parts != (sound.change, sound.said, sound.control)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changes.lost, []),
        (changes.twice, ["<Bob> Hello", "<Bob> Hello"]),
        (changes.of_another, ["<Alice> Hello"]),
        (changes.invented, ["<Bob> Hello", "<Bob> Buy cheap pills"]),
        (changes.to_newcomers, ["<Bob> before", "<Bob> Hello"]),
        (changes.with_text(changes.with_another_letter), ["<Bob> Hellx"]),
        (changes.with_name(str.swapcase), ["<bOB> Hello"]),
    ],
)
def test_a_change_of_one_message(change: Change, expected: list[str]) -> None:
    assert received(change, told("Hello")) == expected


def test_a_change_of_every_third_message_of_a_kind() -> None:
    change = changes.at(MESSAGE, 3, changes.lost)
    assert received(change, told("a", 2), told("b", 3), told("c", 3, kind=JOINED)) == [
        "<Bob> a",
        "<Bob> c",
    ]


@pytest.mark.parametrize(
    ("is_same_sender", "expected"),
    [(True, ["b", "a", "c"]), (False, ["a", "b", "c"])],
)
def test_a_message_comes_behind_the_next_one(is_same_sender: bool, expected: list[str]) -> None:
    messages = told("a", 5), told("b", 6), told("c", 7)
    came = received(changes.swapped(is_same_sender), *messages)
    assert [each.split()[1] for each in came] == expected


def test_a_message_comes_behind_that_of_another_sender() -> None:
    came = received(changes.swapped(False), told("a", 5), told("b", 6, ALICE))
    assert came == ["<Alice> b", "<Bob> a"]


def test_a_client_without_room_misses_a_message() -> None:
    reader = Client("Carol")
    assert list(changes.lost_while_stuck(reader, told("Hello"))) == ["<Bob> Hello"]
    reader.is_stuck = True
    assert list(changes.lost_while_stuck(reader, told("Hello"))) == []


def test_a_message_leaks_into_another_room() -> None:
    reader, other = Client("Carol", "tea"), Client("Dave", "coffee")
    reader.others = [ALICE, other]
    assert list(changes.leaked(reader, told("to tea"))) == ["<Bob> to tea"]
    assert (other.delivered, ALICE.delivered) == (["<Bob> to coffee"], [])


def test_a_connection_is_closed_behind_a_message() -> None:
    reader = Client("Carol")
    assert list(changes.closed(reader, told("Hello"))) == []
    assert reader.delivered == ["<Bob> Hello", 1011]


def test_control_frames_are_changed_or_lost() -> None:
    one_thousand = (1000).to_bytes(2)
    assert changes.close_code(1011)(CLOSE, one_thousand) == unmasked(CLOSE, (1011).to_bytes(2))
    assert changes.no_control(PONG)(PONG, b"") == b""
    assert changes.no_control(PONG)(CLOSE, one_thousand) == unmasked(CLOSE, one_thousand)


def test_a_notice_counts_one_more() -> None:
    notice = Told("Bob 2 joined (2)", Heard(JOINED, "Bob 2", count=2), 1, None)
    assert received(changes.with_one_more, notice) == ["Bob 2 joined (3)"]
    assert received(changes.with_one_more, told("Hello")) == ["<Bob> Hello"]
