"""Readiness, as a profile describes it, of servers that have a start to make."""

import sys
from pathlib import Path

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.servers.pool import ServerPool
from alicebob.servers.process import ServerDidNotStart
from alicebob.servers.profile import Profile
from alicebob.servers.readiness import HANDSHAKE, Readiness
from tests.alicebob.support.awkward_servers import LISTENS

PATIENCE = 2.0  # seconds
LONG = 1000.0  # seconds for a start that ends before
ANSWERS = (
    LISTENS
    + """
import base64, hashlib, threading
def accept_key(head):
    key = head.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\\r")[0]
    digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    return base64.b64encode(digest)
def answer(connection):
    head = b""
    while b"\\r\\n\\r\\n" not in head:
        head += connection.recv(4096)
    asked.append(head.split(b" ")[1].partition(b"?")[0])
    print("asked", asked[-1].decode(), flush=True)
    if asked[-1] == b"/health":
        status = b"200 OK" if asked.count(b"/health") > 2 else b"503 Starting"
        connection.sendall(b"HTTP/1.1 " + status + b"\\r\\nContent-Length: 0\\r\\n\\r\\n")
        connection.close()
    else:
        connection.sendall(
            b"HTTP/1.1 101 Upgrade\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
            b"Sec-WebSocket-Accept: " + accept_key(head) + b"\\r\\n\\r\\n"
        )
        connection.recv(1)
asked = []
(server,) = listen("127.0.0.1", PORT)
print(sys.argv[1], flush=True)
while True:
    threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()
"""
)
"""A server that upgrades, and whose health is good when it is asked the third time."""
ACCEPTS_ONLY = f"{LISTENS}\nsockets = listen('127.0.0.1', PORT)\nsignal.pause()\n"


def started(readiness: Readiness, program: str = ANSWERS, patience: float = PATIENCE) -> str:
    """The output of a server, once it is ready."""
    profile = Profile("awkward", (sys.executable, "-c", program, "I am up"), readiness=readiness)
    pool = ServerPool(profile, PLAIN, patience)
    try:
        process = pool.server("").process
        assert process is not None
        return process.output
    finally:
        pool.close()


def failure_of(readiness: Readiness, program: str = ANSWERS, patience: float = 0.2) -> str:
    with pytest.raises(ServerDidNotStart) as failed:
        started(readiness, program, patience)
    return str(failed.value)


def test_a_server_that_is_not_described_answers_a_handshake() -> None:
    assert started(HANDSHAKE).splitlines() == ["I am up", "asked /chat"]


def test_who_asks_whether_a_server_is_ready_says_farewell_and_waits_for_the_end() -> None:
    farewell = 'print("then", connection.recv(1).hex(), flush=True)\n        connection.close()'
    told = started(HANDSHAKE, ANSWERS.replace("connection.recv(1)", farewell))
    assert told.splitlines()[-1] == "then 88"


def test_a_path_is_asked_for_until_it_answers_well() -> None:
    asked = started(Readiness(path="/health")).splitlines()[1:]
    assert asked == ["asked /health"] * 3 + ["asked /chat"]


def test_a_line_is_waited_for() -> None:
    assert started(Readiness(line="am up")).splitlines()[-1] == "asked /chat"


def test_a_line_that_does_not_come_is_told_of() -> None:
    told = failure_of(Readiness(line="listening on"))
    assert "it has not printed 'listening on' (ready in its profile)" in told


def test_a_path_that_answers_badly_is_told_of() -> None:
    program = ANSWERS.replace("> 2", "> 99_999")
    told = failure_of(Readiness(path="/health", start_seconds=3.0), program, PATIENCE)
    assert "it answers 503 at /health (ready in its profile)" in told


def test_a_server_that_accepts_and_says_nothing_is_told_of() -> None:
    told = failure_of(Readiness(start_seconds=LONG), ACCEPTS_ONLY, 0.1)
    assert "it accepts connections, and answers no handshake" in told


def test_the_time_of_a_start_scales_with_patience() -> None:
    assert Readiness(start_seconds=60).deadline(4.0) == 120


def test_a_start_has_the_time_that_the_profile_gives() -> None:
    told = failure_of(Readiness(line="never", start_seconds=0.5), patience=2.0)
    assert "after 0.5 s there is no chat" in told


def test_a_server_that_runs_in_a_folder_finds_its_files(tmp_path: Path) -> None:
    (tmp_path / "chat.py").write_text(ANSWERS)
    profile = Profile("mine", (sys.executable, "chat.py", "up"), folder=tmp_path)
    pool = ServerPool(profile, PLAIN, PATIENCE)
    assert pool.server("").process is not None
    pool.close()
