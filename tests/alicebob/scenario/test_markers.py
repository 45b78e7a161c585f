"""A fence: who hears every marker can be told about; who misses one cannot."""

from dataclasses import dataclass, field
from typing import Any

from alicebob.dialects.plain import PLAIN
from alicebob.model.received import (
    MARKER,
    Message,
    Pong,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
)
from alicebob.record.journal import Connection, Disconnected, EventReceived, Journal, MessageSent
from alicebob.scenario.markers import send_markers, wait_for_answers, wait_for_pongs

PATIENCE = 30.0  # seconds, which a sound test never waits


@dataclass(eq=False)
class FakeUser:
    """Whatever it says is heard at once by ``listeners``, unless its line is gone."""

    journal: Journal
    connection: Connection | None
    listeners: list["FakeUser"] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    is_gone: bool = False

    def send_marker(self, marker: str) -> None:
        if self.is_gone:
            raise ConnectionError("the line is gone")
        self.said.append(marker)
        for listener in self.listeners:
            if listener.connection is not None:
                self.journal.write(
                    listener.connection, EventReceived(Message("anybody", marker), fence=True)
                )


def people(count: int, room: str = "lobby") -> Any:
    """The journal, and so many users who hear each other."""
    journal = Journal()
    users = [
        FakeUser(journal, Connection(n, f"User {n}", f"User {n}", room, PLAIN))
        for n in range(count)
    ]
    for user in users:
        user.listeners = list(users)
    return journal, users


def test_a_fence_that_all_hear_stands() -> None:
    journal, users = people(3)
    assert send_markers(users, users, journal, 0) == []


def test_every_speaker_says_a_marker_of_its_own() -> None:
    journal, users = people(3)
    send_markers(users, users, journal, 0)
    (first,), (second,), (third,) = (user.said for user in users)
    assert len({first, second, third}) == len(users)


def test_a_marker_is_what_only_this_run_says() -> None:
    journal, (alice,) = people(1)
    send_markers([alice], [alice], journal, 0)
    assert alice.said[0].startswith(MARKER)


def test_two_fences_use_different_markers() -> None:
    journal, (alice,) = people(1)
    send_markers([alice], [alice], journal, 0)
    send_markers([alice], [alice], journal, 0)
    assert alice.said[0] != alice.said[1]


def test_a_user_who_misses_a_marker_is_named_with_its_speaker() -> None:
    journal, (alice, bob) = people(2)
    alice.listeners = [alice]
    assert send_markers([alice], [alice, bob], journal, 0) == [(alice, bob)]


def test_a_speaker_whose_line_is_gone_is_missed_by_all() -> None:
    journal, (alice, bob) = people(2)
    alice.is_gone = True
    assert send_markers([alice, bob], [bob], journal, 0) == [(alice, bob)]


def test_a_marker_of_an_earlier_fence_does_not_count() -> None:
    journal, (alice, bob) = people(2)
    send_markers([alice], [bob], journal, 0)
    alice.listeners = []
    assert send_markers([alice], [bob], journal, 0) == [(alice, bob)]


def test_a_user_who_is_in_another_room_is_not_waited_for() -> None:
    journal, (alice,) = people(1, room="red")
    bob: Any = FakeUser(journal, Connection(9, "Bob", "Bob", "blue", PLAIN))
    assert send_markers([alice], [alice, bob], journal, 0) == []


def test_a_user_who_has_no_line_is_not_waited_for() -> None:
    journal, (alice,) = people(1)
    nobody: Any = FakeUser(journal, None)
    assert send_markers([alice], [alice, nobody], journal, 0) == []


def test_without_speakers_there_is_nothing_to_wait_for() -> None:
    journal, users = people(2)
    assert send_markers([], users, journal, 0) == []


@dataclass
class Pinging:
    """Its pings are answered, unless nobody is there."""

    journal: Journal
    connection: Connection | None
    is_answered: bool = True

    def ping_marker(self, marker: str) -> None:
        if self.is_answered and self.connection is not None:
            self.journal.write(self.connection, EventReceived(Pong(marker), fence=True))


def pinging(*answered: bool) -> Any:
    journal = Journal()
    lines = (Connection(n, f"User {n}", f"User {n}", "lobby", PLAIN) for n in range(len(answered)))
    return journal, [
        Pinging(journal, connection, is_so)
        for connection, is_so in zip(lines, answered, strict=True)
    ]


def test_a_user_who_hears_every_pong_has_heard_all() -> None:
    journal, users = pinging(True, True)
    assert wait_for_pongs(users, journal, 0) == []


def test_a_user_who_misses_the_pong_is_named() -> None:
    journal, (alice, bob) = pinging(True, False)
    assert wait_for_pongs([alice, bob], journal, 0) == [(bob, bob)]


def saying(*received: ReceivedEvent) -> Any:
    """Somebody has said two things, and heard these."""
    journal = Journal()
    connection = Connection(1, "Alice", "Alice", "lobby", PLAIN)
    for text in ("one", "two"):
        journal.write(connection, MessageSent(text))
    for one in received:
        journal.write(connection, EventReceived(one))
    return journal, [Pinging(journal, connection)]


def test_a_user_who_has_received_or_rejected_was_answered() -> None:
    journal, users = saying(Message("Alice", "one"), Rejected(RejectionReason.TOO_FAST))
    assert wait_for_answers(users, journal, 0) == []


def test_the_words_of_others_are_no_answer() -> None:
    journal, users = saying(Message("Alice", "one"), Message("Bob", "two"))
    assert wait_for_answers(users, journal, 0) == [(users[0], users[0])]


def test_the_messages_of_a_namesake_answer_nothing() -> None:
    journal, users = saying(
        *(Message("Alice", f"message {number} of the second Alice") for number in range(5)),
        Rejected(RejectionReason.TOO_FAST),
    )
    assert wait_for_answers(users, journal, 0) == [(users[0], users[0])]


def test_equal_messages_of_namesakes_answer_as_many_as_the_user_sent() -> None:
    journal, users = saying(*[Message("Alice", "one")] * 3)
    assert wait_for_answers(users, journal, 0) == [(users[0], users[0])]


def test_a_private_message_that_comes_back_was_answered() -> None:
    journal, users = saying(Message("Alice", "one"))
    (alice,) = users
    journal.write(alice.connection, MessageSent("three", to="Bob"))
    journal.write(alice.connection, EventReceived(PrivateMessage("Alice", "Bob", "three")))
    journal.write(alice.connection, EventReceived(Message("Alice", "two")))
    assert wait_for_answers(users, journal, 0) == []


def test_a_repetition_is_answered_with_the_first_text_of_its_id() -> None:
    journal, users = saying(Message("Alice", "one"), Message("Alice", "two"))
    (alice,) = users
    for text in ("first", "second"):
        journal.write(alice.connection, MessageSent(text, client_id="x"))
    for _ in range(2):
        assert wait_for_answers(users, journal, 0) == [(alice, alice)]
        journal.write(alice.connection, EventReceived(Message("Alice", "first")))
    assert wait_for_answers(users, journal, 0) == []


def test_nobody_waits_for_answers_on_a_connection_that_has_ended() -> None:
    journal, users = saying(Message("Alice", "one"))
    journal.write(users[0].connection, Disconnected(1008, "too fast"))
    assert wait_for_answers(users, journal, PATIENCE) == [(users[0], users[0])]
