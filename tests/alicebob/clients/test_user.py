"""A user who sends on a lost connection fails the scenario, not the suite."""

import itertools
from collections.abc import Callable
from typing import NoReturn

import pytest

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.user import User
from alicebob.dialects.plain import PLAIN
from alicebob.record.journal import Disconnected, Journal
from alicebob.transport.address import Address
from alicebob.transport.raw_frames import PING, masked
from tests.alicebob.support.answering import PATIENCE, answering


class Lost(Exception):
    """Raised where a scenario would fail."""


def lost(label: str, _ended: Disconnected | None, error: str) -> NoReturn:
    raise Lost(f"{label}: {error}")


def alice_at(address: Address) -> User:
    numbers = itertools.count(1)
    position = UserContext(address, PLAIN, Journal(), PATIENCE, lambda: next(numbers), lost)
    alice = User("Alice", position)
    alice.connect(ConnectOptions("Alice"))
    return alice


ACTS: dict[str, Callable[[User], object]] = {
    "says something": lambda user: user.send_message("hello"),
    "sends bytes": lambda user: user.send_binary(b"hello"),
    "sends a frame": lambda user: user.send_raw(masked(PING, b""), "a ping"),
    "pings": lambda user: user.ping(b"hello"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_a_user_who_goes_on_though_the_line_is_gone_is_told(act: Callable[[User], object]) -> None:
    with answering() as (address, connection):
        alice = alice_at(address)
        connection.result(PATIENCE).close()
        alice.wait_for_end()
        with pytest.raises(Lost, match="Alice: the connection is lost"):
            act(alice)


def test_a_fence_learns_of_a_lost_line_by_itself() -> None:
    with answering() as (address, connection):
        alice = alice_at(address)
        connection.result(PATIENCE).close()
        alice.wait_for_end()
        with pytest.raises(ConnectionError, match="the connection is lost"):
            alice.send_marker("marker")
