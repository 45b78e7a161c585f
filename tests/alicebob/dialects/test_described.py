"""A described wire that tells by lists who is here: each is compared with the one before.

Its connections are read in threads of their own, while others are opened.
"""

import sys
import threading

import pytest

from alicebob.dialects.base import NotSupportedByDialect
from alicebob.dialects.described import Described
from alicebob.model.facts import Facts, Told
from alicebob.model.received import ReceivedEvent, UserJoined, UserLeft
from alicebob.model.sent import SendMessage
from tests.alicebob.support.wires import MINIMAL, wire

LISTS = """
[wire]
url = "/ws"
say.text = "{text}"
[[hear]]
as = "here"
json = '{"users": "{users:list}"}'
[[hear]]
as = "message"
text = "{text}"
"""


def heard_by_alice(arrivals: Told, *lists: str) -> list[ReceivedEvent]:
    codec = Described("lists", wire(LISTS), Facts(arrivals=arrivals)).codec("Alice", None, 1)
    frames = (f'{{"users": {names}}}'.encode() for names in lists)
    return [event for frame in frames for event in codec.decode(True, frame).events]


def test_lists_differ_by_who_came_and_who_left() -> None:
    heard = heard_by_alice(Told.OTHERS, '["Alice"]', '["Alice", "Bob"]', '["Alice"]')
    assert heard == [UserJoined("Bob"), UserLeft("Bob")]


def test_a_second_connection_of_one_name_is_a_difference() -> None:
    heard = heard_by_alice(Told.OTHERS, '["Alice"]', '["Alice", "Alice"]')
    assert heard == [UserJoined("Alice")]


def test_the_first_list_tells_all_who_are_told_of_their_own_join() -> None:
    assert heard_by_alice(Told.ALL, '["Bob", "Alice"]') == [UserJoined("Alice")]


def test_a_second_connection_is_told_of_its_own_join_only() -> None:
    assert heard_by_alice(Told.ALL, '["Alice", "Alice"]') == [UserJoined("Alice")]


def test_a_first_list_without_the_client_tells_nothing_of_it() -> None:
    heard = heard_by_alice(Told.ALL, '["Bob"]', '["Bob", "Alice"]')
    assert heard == [UserJoined("Alice")]


@pytest.mark.parametrize("arrivals", [Told.OTHERS, Told.UNTOLD])
def test_elsewhere_the_first_list_tells_nothing(arrivals: Told) -> None:
    assert heard_by_alice(arrivals, '["Bob", "Alice"]') == []


def test_names_are_known_while_users_connect() -> None:
    dialect = Described("lists", wire(LISTS), Facts())
    usual, errors, is_over = sys.getswitchinterval(), list[RuntimeError](), threading.Event()

    def read() -> None:
        try:
            while not is_over.is_set():
                dialect.known_names()
        except RuntimeError as error:
            errors.append(error)

    reader = threading.Thread(target=read)
    sys.setswitchinterval(1e-6)  # seconds
    try:
        reader.start()
        connected = [dialect.codec(f"User {number}", None, number) for number in range(3_000)]
    finally:
        is_over.set()
        reader.join()
        sys.setswitchinterval(usual)
    assert (errors, len(dialect.known_names())) == ([], len(connected))


@pytest.mark.parametrize(
    ("keys", "frame"),
    [('separator = ";"', "a;b"), ('separator = ";"\nterminated = true', "a;b;")],
)
def test_several_messages_share_a_frame(keys: str, frame: str) -> None:
    text = MINIMAL.replace("[wire]", f"[wire]\n{keys}")
    dialect = Described("chat", wire(text), Facts())
    assert dialect.packed([dialect.encode(SendMessage(each)) for each in "ab"]) == frame


def test_without_a_separator_a_frame_is_one_message() -> None:
    with pytest.raises(NotSupportedByDialect):
        Described("chat", wire(MINIMAL), Facts()).packed(["a", "b"])
