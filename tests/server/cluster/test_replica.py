"""The replica of a room: every place once, in order, whatever comes first."""

import random

import pytest

from server.cluster.entries import Entry, Joined, Left, Typed
from server.cluster.replica import Placed, Replica
from server.cluster.room_call import Member
from server.core.effects import (
    CloseConnection,
    SendConfirmed,
    SendToOne,
    SendToOthers,
    SendToSome,
    SendUserList,
    Subscribe,
    Unsubscribe,
    Withdraw,
)
from server.core.events import (
    Announcement,
    PresentUser,
    PrivateMessage,
    PublicMessage,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.ws.close_codes import CloseCode

NOON = 1_800_000_000_000_000


def begun(offset: int = 0, *people: Member) -> Replica[str]:
    replica: Replica[str] = Replica()
    replica.begin(offset, NOON + offset, people)
    return replica


def put(replica: Replica[str], offset: int, entry: Entry, member: str | None = None) -> None:
    replica.put(offset, Placed(entry, NOON + offset, member, True))


def message(text: str, name: str = "Alice") -> PublicMessage:
    return PublicMessage(name, text)


@pytest.mark.parametrize("seed", range(20))
def test_entries_go_out_in_the_order_of_their_places(seed: int) -> None:
    replica, heard = begun(), []
    offsets = [*range(1, 11)] * 2
    random.Random(seed).shuffle(offsets)
    for offset in offsets:
        put(replica, offset, message(str(offset)))
        heard += replica.advance()
    assert heard == [message(str(offset)) for offset in range(1, 11)]
    assert not replica.has_gap
    assert (replica.offset, replica.place) == (10, NOON + 10)


def test_nothing_goes_out_before_the_room_is_known() -> None:
    replica: Replica[str] = Replica()
    put(replica, 3, message("before"))
    put(replica, 5, message("after"))
    assert replica.advance() == []
    replica.begin(4, NOON, ())
    assert replica.advance() == [message("after")]


def test_what_takes_no_place_waits_for_the_one_before_it() -> None:
    replica = begun()
    replica.put_behind(2, SendToOne(Announcement("late"), "a"))
    put(replica, 2, message("two"))
    assert replica.advance() == []
    assert replica.has_gap
    put(replica, 1, message("one"))
    late = SendToOne(Announcement("late"), "a")
    assert replica.advance() == [message("one"), message("two"), late]
    replica.put_behind(1, late)  # its place is gone by
    assert replica.advance() == [late]


def test_people_are_counted_over_all_nodes() -> None:
    replica = begun(0, Member(1, "n.1", "Bob", True), Member(2, "n.2", "Bob", True))
    put(replica, 1, Joined("m.1", "Alice", True, 7), "alice")
    assert replica.advance() == [Subscribe("alice", UserJoined("Alice", 7, 2), True)]
    put(replica, 2, Left("n.1", "Bob", 8))
    put(replica, 3, Left("n.2", "Bob", 9))
    assert replica.advance() == [UserLeft("Bob", 8, 2), UserLeft("Bob", 9, 1)]
    put(replica, 4, Joined("n.3", "Carol", True, 9))
    assert replica.advance() == [UserJoined("Carol", 9, 2)]
    assert replica.has_people
    put(replica, 5, Left("m.1", "Alice", 10), "alice")
    assert replica.advance() == [Unsubscribe("alice", UserLeft("Alice", 10, 1))]
    assert not replica.has_people


def test_a_user_list_is_that_of_its_place() -> None:
    replica = begun()
    replica.put_behind(1, SendUserList("alice"))
    put(replica, 1, Joined("n.1", "Bob", True, 1))
    put(replica, 2, Joined("n.2", "Carol", True, 1))
    lists = [effect for effect in replica.advance() if isinstance(effect, SendToOne)]
    assert [tuple(each.event.people) for each in lists if isinstance(each.event, UserList)] == [
        (PresentUser("Bob", 1),)
    ]


def test_a_private_message_goes_to_all_here_who_have_that_name() -> None:
    replica = begun()
    for number, (name, accepts) in enumerate((("Bob", True), ("Bob", False), ("Eve", True)), 1):
        put(replica, number, Joined(f"n.{number}", name, accepts, 0), f"{name}{number}")
    replica.advance()
    secret = PrivateMessage("Alice", "Bob", "psst")
    put(replica, 4, secret)
    assert replica.advance() == [SendToSome(secret, ("Bob1",))]
    put(replica, 5, secret, "alice")
    assert replica.advance() == [SendToSome(secret, ("Bob1", "alice"))]
    once = PrivateMessage("Alice", "Bob", "psst", 0, "c-1")
    put(replica, 6, once, "alice")
    assert replica.advance() == [SendConfirmed(once, "alice", ("Bob1",))]
    put(replica, 7, PrivateMessage("Alice", "Nobody", "psst"))
    assert replica.advance() == []


def test_only_what_was_sent_here_is_confirmed() -> None:
    replica, once = begun(), PublicMessage("Alice", "hi", 0, "c-1")
    put(replica, 1, once, "alice")
    put(replica, 2, once)
    assert replica.advance() == [SendConfirmed(once, "alice"), once]
    assert replica.relayed == 1


def test_who_was_typing_and_is_lost_types_no_more() -> None:
    replica, typing = begun(), TypingChanged("Bob", True)
    put(replica, 1, Joined("n.1", "Bob", True, 0))
    put(replica, 2, Typed("n.1", typing))
    put(replica, 3, Left("n.1", "Bob", 9, "lost"))
    stopped = TypingChanged("Bob", False)
    assert replica.advance() == [UserJoined("Bob", 0, 1), typing, stopped, UserLeft("Bob", 9, 0)]
    put(replica, 4, Typed("m.1", typing), "bob")
    assert replica.advance() == [SendToOthers(typing, "bob")]


def test_who_has_a_newer_connection_elsewhere_is_closed() -> None:
    replica = begun()
    put(replica, 1, Joined("m.1", "Alice", True, 0), "alice")
    replica.advance()
    put(replica, 2, Left("m.1", "Alice", 1, "taken over"))
    left, close = replica.advance()
    assert left == Unsubscribe("alice", UserLeft("Alice", 1, 0))
    assert isinstance(close, CloseConnection)
    assert close.code == CloseCode.TAKEN_OVER


def test_who_left_because_this_node_was_lost_is_closed_and_the_others_are_told_first() -> None:
    replica = begun()
    put(replica, 1, Joined("m.1", "Alice", True, 1), "alice")
    put(replica, 2, Joined("m.2", "Bob", True, 2), "bob")
    replica.advance()
    put(replica, 3, Left("m.1", "Alice", 3, "lost"))
    put(replica, 4, Left("m.2", "Bob", 4, "lost"))
    closing = CloseCode.SERVICE_RESTART, "come back: the server has to begin anew"
    assert replica.advance() == [
        Unsubscribe("alice", UserLeft("Alice", 3, 1)),
        CloseConnection("alice", *closing),
        Unsubscribe("bob", UserLeft("Bob", 4, 0)),
        CloseConnection("bob", *closing),
    ]
    assert not replica.has_people


def test_all_who_are_here_can_be_closed() -> None:
    replica = begun(0, Member(1, "n.1", "Bob", True))
    put(replica, 1, Joined("m.1", "Alice", True, 0), "alice")
    replica.advance()
    withdraw, close = replica.close_all()
    assert withdraw == Withdraw("alice")
    assert isinstance(close, CloseConnection)
    assert close.code == CloseCode.SERVICE_RESTART
    assert not replica.has_people
