"""A user whom the wire shows nothing at the door pings the server, and goes on when it reads."""

import contextlib
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.user import User
from alicebob.dialects.described import Described
from alicebob.model.facts import Facts, Told
from alicebob.record.journal import Journal
from alicebob.transport.address import Address
from tests.alicebob.clients.test_user import lost
from tests.alicebob.support.answering import PATIENCE, answering
from tests.alicebob.support.wires import wire

WIRE = """
[wire]
url = "/ws"
say.text = "{text}"
[[hear]]
as = "message"
text = "{text}"
[[hear]]
as = "joined"
text = "{user} joined"
"""
ENTER = """
[[wire.enter]]
send.text = "{user}"
await.text = "{user} joined"
"""
MASKED_EMPTY = 6  # bytes of a frame without a payload


def user_at(address: Address, dialect: Described, patience: float = PATIENCE) -> User:
    return User("Alice", UserContext(address, dialect, Journal(), patience, lambda: 1, lost))


def answered_ping(connection: "Future[socket.socket]") -> bytes:
    """Answer the one ping that comes; return its payload."""
    line = connection.result(PATIENCE)
    line.settimeout(PATIENCE)
    frame = line.recv(1024)
    assert frame[0] == 0x89
    payload = bytes(byte ^ frame[2 + i % 4] for i, byte in enumerate(frame[MASKED_EMPTY:]))
    line.sendall(bytes([0x8A, len(payload)]) + payload)
    return payload


@contextlib.contextmanager
def connecting(
    dialect: Described,
) -> Iterator[tuple[User, "Future[bool]", "Future[socket.socket]"]]:
    with answering() as (address, connection), ThreadPoolExecutor(1) as thread:
        user = user_at(address, dialect)
        yield user, thread.submit(user.connect, ConnectOptions("Alice")), connection
        user.drop()


def test_a_newcomer_is_in_once_the_server_reads() -> None:
    with connecting(Described("chat", wire(WIRE), Facts())) as (user, is_in, connection):
        connection.result(PATIENCE)
        assert not is_in.done()
        answered_ping(connection)
        assert is_in.result(PATIENCE)
        assert user.pongs_heard == []  # scenarios count their own


def test_a_server_that_answers_no_ping_is_asked_once() -> None:
    dialect = Described("chat", wire(WIRE), Facts())
    with answering() as (address, _):
        user = user_at(address, dialect, patience=0.05)
        assert user.connect(ConnectOptions("Alice"))
        user.drop()
    assert not dialect.awaits_pong


@pytest.mark.parametrize(
    ("text", "facts"), [(WIRE + ENTER, Facts()), (WIRE, Facts(arrivals=Told.ALL))]
)
def test_where_a_frame_shows_it_nobody_knocks(text: str, facts: Facts) -> None:
    assert not Described("chat", wire(text), facts).awaits_pong
