"""Runs that are interrupted, and a console that knows no Unicode: no traceback, nothing left."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alicebob.support.awkward_servers import LISTENS, PATIENCE

ROOT = Path(__file__).parents[3]
BEHAVE = (
    *(sys.executable, "-m", "behave", "features/heritage"),
    "--format=alicebob.runner.formatter:FailureReportFormatter",
)
CALLS = "watch = socket.create_connection(('127.0.0.1', {watch})); watch.sendall(b'x')\n"
NEVER_READY = f"{LISTENS}{CALLS}while True: signal.pause()\n"
NEVER_SPEAKS = f"""{LISTENS}
import base64, hashlib
held, (server,) = [], listen("127.0.0.1", PORT)
while True:
    connection = server.accept()[0]
    head = connection.recv(4096)
    if not head:
        continue
    key = head.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\\r")[0]
    digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    connection.sendall(
        b"HTTP/1.1 101 Upgrade\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
        b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\\r\\n\\r\\n"
    )
    held.append(connection)
    if len(held) == 2:
        {CALLS}"""
"""A server that calls the test when the first user has connected, and never says a word."""


@pytest.fixture(autouse=True)
def interrupt() -> Iterator[None]:
    """Ctrl-C reaches the suite, though our own process may have been started to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def watch() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE)
        yield listening


def run(
    program: str, watch: socket.socket, tmp_path: Path, patience: str, **environment: str
) -> subprocess.Popen[str]:
    """A suite that judges a server, of which the server tells us."""
    script = tmp_path / "chat.py"
    script.write_text(program.replace("{watch}", str(watch.getsockname()[1])))
    options = ["-D", f"server={{python}} {script}", "-D", f"patience={patience}", "-D", "enough=1"]
    options += ["-D", "first_talk=no"]
    return subprocess.Popen(
        [*BEHAVE, *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def interrupted(
    program: str, watch: socket.socket, tmp_path: Path, number: signal.Signals
) -> tuple[str, bool]:
    """The output of a suite that is interrupted, and whether its server has ended then."""
    suite = run(program, watch, tmp_path, "60")
    with suite, contextlib.ExitStack() as at_the_end:
        at_the_end.callback(suite.kill)
        line = at_the_end.enter_context(watch.accept()[0])
        line.settimeout(PATIENCE)
        line.recv(100)
        suite.send_signal(number)
        output, _ = suite.communicate(timeout=PATIENCE)
        try:
            return output, line.recv(1) == b""
        except ConnectionResetError:
            return output, True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_start_that_is_interrupted_ends_the_server(
    number: signal.Signals, watch: socket.socket, tmp_path: Path
) -> None:
    output, has_ended = interrupted(NEVER_READY, watch, tmp_path, number)
    assert has_ended
    assert "Interrupted during the start of the server, which was stopped." in output
    assert "Traceback" not in output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_scenario_that_is_interrupted_has_no_verdict(
    number: signal.Signals, watch: socket.socket, tmp_path: Path
) -> None:
    output, has_ended = interrupted(NEVER_SPEAKS, watch, tmp_path, number)
    assert has_ended
    assert "0 scenarios judged" in output
    assert "The run was interrupted. All servers that it started have ended." in output
    assert "Traceback" not in output


@pytest.mark.parametrize("program", [NEVER_READY, NEVER_SPEAKS], ids=["start", "scenario"])
def test_a_suite_that_is_killed_leaves_nothing_behind(
    program: str, watch: socket.socket, tmp_path: Path
) -> None:
    away = program.replace(LISTENS, f"{LISTENS}\nif os.fork(): signal.pause()\nos.setsid()\n")
    _output, has_ended = interrupted(away, watch, tmp_path, signal.SIGKILL)
    assert has_ended


def test_a_console_that_knows_no_unicode_gets_question_marks(
    watch: socket.socket, tmp_path: Path
) -> None:
    suite = run(NEVER_SPEAKS, watch, tmp_path, "0.2", PYTHONIOENCODING="ascii")
    output, _ = suite.communicate(timeout=PATIENCE)
    assert "Stopped there: 1 scenario broken" in output
    assert "Alice connects ?" in output
    assert "Traceback" not in output
