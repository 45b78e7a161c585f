"""Names that the server gives: others may hear them before their owner does."""

from alicebob.dialects.described import Described
from alicebob.model.facts import Facts, Shows
from alicebob.model.received import Message, ReceivedEvent, UserJoined
from tests.alicebob.support.wires import wire

WIRE = """
[wire]
url = "/"
say.text = "{text}"
[[wire.enter]]
await.text = "You are {me}"
[[hear]]
as = "joined"
text = "{user} joined"
[[hear]]
as = "message"
text = "{user}: {text}"
"""


class Chat:
    """Users on one wire, in the order of connecting."""

    def __init__(self) -> None:
        self.dialect = Described("guests", wire(WIRE), Facts(shows=Shows.GIVEN))
        self.numbers = iter(range(1, 100))

    def connects(self, name: str) -> "User":
        return User(self, name)


class User:
    def __init__(self, chat: Chat, name: str) -> None:
        self.codec = chat.dialect.codec(name, "lobby", next(chat.numbers))

    def hears(self, frame: str) -> tuple[ReceivedEvent, ...]:
        return self.codec.decode(True, frame.encode()).events


def test_a_name_belongs_to_the_user_who_was_told_it() -> None:
    alice = Chat().connects("Alice")
    assert alice.hears("You are Guest7") == ()
    assert alice.hears("Guest7: hi") == (Message("Alice", "hi"),)


def test_a_new_name_belongs_to_the_user_who_connected_last() -> None:
    chat = Chat()
    alice = chat.connects("Alice")
    alice.hears("You are Guest7")
    bob = chat.connects("Bob")
    assert alice.hears("Guest8 joined") == (UserJoined("Bob"),)
    bob.hears("You are Guest8")
    assert alice.hears("Guest8: hi") == (Message("Bob", "hi"),)


def test_a_name_that_nobody_can_have_stays_as_it_is() -> None:
    chat = Chat()
    alice = chat.connects("Alice")
    alice.hears("You are Guest7")
    assert alice.hears("Guest9: hi") == (Message("Guest9", "hi"),)


def test_a_new_server_gives_new_names() -> None:
    chat = Chat()
    chat.connects("Alice").hears("You are Guest1")
    chat.dialect.begin_anew()
    bob = chat.connects("Bob")
    bob.hears("You are Guest1")
    assert bob.hears("Guest1: hi") == (Message("Bob", "hi"),)
