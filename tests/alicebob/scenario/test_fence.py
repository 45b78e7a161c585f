"""A user who hears no echo is told by somebody else that nothing more will come."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from alicebob.dialects.described import Described
from alicebob.dialects.plain import PLAIN
from alicebob.model.facts import Facts
from alicebob.model.received import Message
from alicebob.record.journal import Connection, EventReceived, Journal
from alicebob.scenario.fence import expect_fence

WITHOUT_ECHO = Described("plain without echo", PLAIN.wire, Facts(echo=False))


@dataclass(eq=False)
class FakeUser:
    """All others hear at once what it says."""

    chat: "Chat"
    connection: Connection
    is_probe: bool = False
    is_within_message: bool = False
    is_joined: bool = True
    dialect: Described = WITHOUT_ECHO
    said: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.connection.user

    def send_marker(self, marker: str) -> None:
        assert not self.is_within_message
        self.said.append(marker)
        for user in self.chat.users:
            if user is not self:
                received = EventReceived(Message(self.label, marker), fence=True)
                self.chat.journal.write(user.connection, received)


class Chat:
    """A room, with probe users as scenarios bring them there."""

    def __init__(self, *labels: str) -> None:
        self.journal = Journal()
        self.users: list[FakeUser] = []
        for label in labels:
            self.join(label)

    def join(self, label: str, is_probe: bool = False) -> FakeUser:
        connection = Connection(len(self.users), label, label, "lobby", WITHOUT_ECHO)
        self.users.append(FakeUser(self, connection, is_probe))
        return self.users[-1]

    def scenario(self) -> Any:
        return SimpleNamespace(
            journal=self.journal,
            patience=0.0,
            server=SimpleNamespace(is_limited=False, nodes=[None], shares_one_order=True),
            connected_users=lambda _room: list(self.users),
            connect_probe=lambda _room: self.join("a probe user", is_probe=True),
        )


def test_another_user_speaks_for_one_who_hears_no_echo() -> None:
    chat = Chat("Alice", "Bob")
    alice, bob = chat.users
    listener: Any = bob
    expect_fence(chat.scenario(), [], listener)
    assert (len(alice.said), len(chat.users)) == (1, 2)


def test_a_user_in_the_middle_of_a_frame_does_not_speak() -> None:
    chat = Chat("Alice", "Bob")
    alice, bob = chat.users
    alice.is_within_message = True
    listener: Any = bob
    expect_fence(chat.scenario(), [], listener)
    assert [user.label for user in chat.users if user.said] == ["Bob", "a probe user"]


def test_one_probe_user_is_enough_for_many_fences() -> None:
    chat = Chat("Bob")
    listener: Any = chat.users[0]
    for _ in range(3):
        expect_fence(chat.scenario(), [], listener)
    assert len(chat.users) == 2
