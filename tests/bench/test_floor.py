"""The floor, a chat server in C: correct, whatever it is sent."""

import json
import random
import shutil
import socket
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import websocket

from alicebob.servers.process import Process
from alicebob.transport.address import Address
from alicebob.transport.raw_frames import INVALID_FRAMES, NOT_UTF8, announced, masked
from alicebob.transport.raw_handshake import HANDSHAKES, ask, is_closed_after_close
from bench import programs
from bench.measure import connect

SANITIZED = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")
PATIENCE = 10.0  # seconds

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None,
    reason="the floor needs Linux and a C compiler",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The floor, built so that it aborts at a wrong access to memory where that is possible."""
    program = tmp_path_factory.mktemp("floor") / "epoll"
    try:
        programs.compile_to(program, programs.EPOLL, "-Werror", *SANITIZED)
    except programs.DoesNotCompile:
        programs.compile_to(program, programs.EPOLL, "-Werror")
    process = Process([str(program), "{port}"], {})
    process.wait_until_ready(connect, PATIENCE)
    yield Address("127.0.0.1", process.address.port)
    ended, output = process.exit_code, process.output
    process.stop()
    assert ended is None, output


def enter(address: Address, name: str) -> websocket.WebSocket:
    url = f"ws://{address.authority}/chat?user={quote(name)}"
    return websocket.create_connection(url, socket=address.connect(PATIENCE), timeout=PATIENCE)


def message(sender: str, content: str) -> dict[str, str]:
    return {"sender": sender, "content": content, "type": "message"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hello", id="plain"),
        pytest.param('say "hi" \\ bye', id="quotes"),
        pytest.param("tab\tline\nbell\x07\x1f", id="control"),
        pytest.param("žluťoučký 🐴", id="unicode"),
        pytest.param("x" * 125, id="125 bytes"),
        pytest.param("x" * 65_535, id="65,535 bytes"),
        pytest.param("\x00" * 20_000, id="all escaped"),
    ],
)
def test_everybody_hears_what_is_said(address: Address, text: str) -> None:
    alice, bob = enter(address, 'Al"ice é'), enter(address, "Bob")
    alice.send(text)
    assert json.loads(alice.recv()) == message('Al"ice é', text)
    assert json.loads(bob.recv()) == message('Al"ice é', text)


def test_many_messages_come_in_order_and_once(address: Address) -> None:
    alice, bob = enter(address, "Alice"), enter(address, "Bob")
    for number in range(500):
        alice.send(str(number))
    heard = [json.loads(bob.recv())["content"] for _ in range(500)]
    assert heard == [str(number) for number in range(500)]


def socket_of(client: websocket.WebSocket) -> socket.socket:
    assert client.sock is not None
    return client.sock


def test_one_byte_at_a_time_is_a_message_too(address: Address) -> None:
    alice = enter(address, "Alice")
    for byte in masked(1, b"slowly"):
        socket_of(alice).sendall(bytes([byte]))
    assert json.loads(alice.recv()) == message("Alice", "slowly")


def test_pings_are_answered(address: Address) -> None:
    alice = enter(address, "Alice")
    alice.ping("are you there")
    answer = alice.recv_frame()  # type: ignore[no-untyped-call]
    assert (answer.opcode, answer.data) == (websocket.ABNF.OPCODE_PONG, b"are you there")


def test_goodbye_is_answered_and_the_line_closed(address: Address) -> None:
    assert is_closed_after_close(address, "/chat?user=Alice", PATIENCE)


def test_the_key_is_answered(address: Address) -> None:
    answer = ask(address, "/chat?user=Alice", HANDSHAKES["properly"], PATIENCE)
    assert answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def test_without_a_key_nobody_is_let_in(address: Address) -> None:
    assert ask(address, "/chat", HANDSHAKES["without a key"], PATIENCE).status == 400


def hostile_pieces() -> list[bytes]:
    dice = random.Random(20)
    noise = [dice.randbytes(dice.randrange(1, 400)) for _ in range(200)]
    return [*INVALID_FRAMES.values(), *NOT_UTF8.values(), announced(1, 2**40), *noise]


def test_invalid_input_harms_nobody(address: Address) -> None:
    bob = enter(address, "Bob")
    for piece in hostile_pieces():
        mallory = enter(address, "Mallory")
        socket_of(mallory).sendall(piece)
        socket_of(mallory).close()
        with address.connect(PATIENCE) as line:
            line.sendall(b"GET /chat?user=%" + piece + b"\r\n\r\n")
    bob.close()
    alice = enter(address, "Alice")
    alice.send("still here")
    assert json.loads(alice.recv()) == message("Alice", "still here")
