"""A user of a described wire sends the Origin, the headers and the subprotocols of the profile."""

import pytest

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.receiver import Receiver
from alicebob.clients.user import User
from alicebob.dialects.described import Described
from alicebob.dialects.plain import PLAIN
from alicebob.model.facts import Facts
from alicebob.model.feature_mistake import SuiteMistake
from alicebob.record.journal import Journal
from tests.alicebob.clients.test_user import lost
from tests.alicebob.support.answering import PATIENCE, answer_to, answering
from tests.alicebob.support.wires import wire

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
