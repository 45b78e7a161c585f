"""A user of a described wire sends the Origin, the headers and the subprotocols of the profile."""

import socket

import pytest

from alicebob.actions.raw_sending import send_first_half, send_second_half
from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.receiver import Receiver
from alicebob.clients.user import User
from alicebob.dialects.described import Described
from alicebob.dialects.plain import PLAIN
from alicebob.model.facts import Facts
from alicebob.model.feature_mistake import SuiteMistake
from alicebob.model.received import Message
from alicebob.record.journal import Journal
from alicebob.transport.raw_frames import TEXT, unmasked
from tests.alicebob.clients.test_user import lost
from tests.alicebob.support.answering import PATIENCE, answer_to, answering
from tests.alicebob.support.wires import MINIMAL, wire

WIRE = """
[wire]
url = "/ws"
origin = "https://chat.example"
headers = { X-User = "{user}", X-Room = "{room}" }
subprotocols = ["chat.v1", "chat.v2"]
say.text = "{text}"
[[hear]]
as = "message"
text = "{text}"
"""


def test_the_handshake_is_that_of_the_profile() -> None:
    requests = []

    def answer(request: bytes) -> bytes:
        requests.append(request.decode())
        return answer_to(request).replace(
            b"\r\n\r\n", b"\r\nSec-WebSocket-Protocol: chat.v2\r\n\r\n", 1
        )

    dialect = Described("chat", wire(WIRE), Facts())
    with answering(answer) as (address, _):
        context = UserContext(address, dialect, Journal(), PATIENCE, lambda: 1, lost)
        user = User("Alice", context)
        user.connect(ConnectOptions("Al ice", "tea"))
        user.drop()
    lines = requests[0].split("\r\n")
    assert {"Origin: https://chat.example", "X-User: Al%20ice", "X-Room: tea"} <= set(lines)
    assert "Sec-WebSocket-Protocol: chat.v1,chat.v2" in lines
    assert user.agreed == "chat.v2"


def test_a_mistake_in_reading_is_not_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("the suite stumbled")

    monkeypatch.setattr(Receiver, "on_frame", stumble)
    with answering() as (address, connection):
        journal = Journal()
        context = UserContext(address, PLAIN, journal, PATIENCE, lambda: 1, lost)
        user = User("Alice", context)
        user.connect(ConnectOptions("Alice"))
        connection.result(PATIENCE).sendall(b"\x81\x02hi")
        with pytest.raises(SuiteMistake, match="the suite stumbled"):
            journal.wait_until(lambda: user.ended is not None, PATIENCE)
        user.drop()


def payloads(server: socket.socket, count: int) -> list[bytes]:
    """Payloads of so many short frames of a client."""
    found = []
    with server.makefile("rb") as frames:
        for _ in range(count):
            head = frames.read(2)
            key, data = frames.read(4), frames.read(head[1] & 0x7F)
            found.append(bytes(byte ^ key[at % 4] for at, byte in enumerate(data)))
    return found


def test_an_answer_does_not_stand_inside_a_message_of_fragments() -> None:
    answers = """
    [[wire.reply]]
    to.text = "ping"
    send.text = "pong"
    """
    dialect = Described("chat", wire(MINIMAL + answers), Facts())
    with answering() as (address, connection):
        journal = Journal()
        user = User("Alice", UserContext(address, dialect, journal, PATIENCE, lambda: 1, lost))
        user.connect(ConnectOptions("Alice"))
        send_first_half(user, "Hello")
        server = connection.result(PATIENCE)
        server.sendall(unmasked(TEXT, b"ping") + unmasked(TEXT, b"then"))
        journal.wait_until(lambda: Message("", "then") in user.inbox.received, PATIENCE)
        send_second_half(user, "Hello")
        assert payloads(server, 4) == [b"in?", b"He", b"llo", b"pong"]
        user.drop()
