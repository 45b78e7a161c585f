"""Starting the server under test, and leaving nothing of it behind."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.transport.address import Address

ROOT = Path(__file__).parents[3]
PATIENCE = 15.0  # seconds

LISTENS = """
import socket, sys
print("listening on", sys.argv[1], flush=True)
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
lines = []
while True:
    lines.append(server.accept())
"""
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + LISTENS
HAS_A_STUBBORN_CHILD = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {STUBBORN!r}, sys.argv[1]]).wait()
"""
DIES = """
import os, sys
print("cannot open the database", os.environ["LOUD"])
sys.exit(7)
"""
SUITE = f"""
import sys
from alicebob.servers.process import Process
from tests.alicebob.servers.test_process import PATIENCE, reach
server = Process([sys.executable, "-c", {HAS_A_STUBBORN_CHILD!r}, "{{port}}"], {{}})
server.wait_until_ready(reach, PATIENCE)
print(server.address.port, flush=True)
sys.stdin.read()
"""


def reach(address: Address) -> None:
    address.connect(PATIENCE).close()


def find_nothing(address: Address) -> None:
    raise ConnectionError("nothing is there")


def answers(address: Address) -> bool:
    try:
        reach(address)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def started(program: str) -> Iterator[Process]:
    """A process that answers, and is stopped in the end."""
    process = Process(["{python}", "-c", program, "{port}"], {"LOUD": "very"})
    try:
        process.wait_until_ready(reach, PATIENCE)
        yield process
    finally:
        process.stop()


def is_cut(connection: socket.socket) -> bool:
    """Waits for the end of a line, which comes when whoever held it is gone."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def failure_of(program: str, patience: float = PATIENCE) -> str:
    """The error about a server that does not get ready."""
    process = Process(["{python}", "-c", program], {"LOUD": "very"})
    with pytest.raises(ServerDidNotStart) as failed:
        process.wait_until_ready(find_nothing, patience)
    return str(failed.value)


def test_a_server_listens_on_the_port_in_its_command() -> None:
    with started(LISTENS) as process:
        assert answers(process.address)


def test_a_server_finds_its_port_in_the_environment_too() -> None:
    program = LISTENS.replace("sys.argv[1]", "os.environ['PORT']").replace("sys", "sys, os", 1)
    with started(program) as process:
        assert answers(process.address)


def test_two_servers_get_two_ports() -> None:
    with started(LISTENS) as one, started(LISTENS) as other:
        assert one.address.port != other.address.port


def test_while_a_server_runs_it_has_no_exit_code() -> None:
    with started(LISTENS) as process:
        assert process.exit_code is None


def test_what_a_server_prints_can_be_read() -> None:
    with started(LISTENS) as process:
        assert process.output == f"listening on {process.address.port}\n"


def test_a_server_that_is_stopped_no_longer_answers() -> None:
    with started(LISTENS) as process:
        process.stop()
        assert not answers(process.address)


def test_a_server_may_be_stopped_twice() -> None:
    with started(LISTENS) as process:
        process.stop()
        process.stop()
        assert process.exit_code is not None


def test_a_server_may_be_asked_to_end() -> None:
    with started(LISTENS) as process:
        process.terminate()
        assert process.wait(PATIENCE) == -signal.SIGTERM


def test_a_server_that_does_not_end_in_time_has_no_exit_code() -> None:
    with started(LISTENS) as process:
        assert process.wait(0) is None


def test_a_server_that_does_not_end_when_asked_to_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("alicebob.servers.process.STOP_TIMEOUT", 0)
    with started(STUBBORN) as process:
        process.stop()
        assert process.exit_code == -signal.SIGKILL


def test_what_a_server_started_is_ended_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alicebob.servers.process.STOP_TIMEOUT", 0)
    with started(HAS_A_STUBBORN_CHILD) as process, process.address.connect(PATIENCE) as connection:
        process.stop()
        assert is_cut(connection)


def test_what_a_server_started_is_ended_though_the_server_died_before() -> None:
    with started(HAS_A_STUBBORN_CHILD) as process, process.address.connect(PATIENCE) as connection:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
        process.stop()
        assert is_cut(connection)


def test_of_a_server_that_ends_its_exit_code_is_told() -> None:
    assert "it ended with exit code 7" in failure_of(DIES)


def test_of_a_server_that_ends_its_last_words_are_told() -> None:
    assert "    cannot open the database very" in failure_of(DIES)


def test_of_a_server_that_does_not_start_the_command_is_told() -> None:
    assert f"Command  {sys.executable} -c" in failure_of(DIES)


def test_a_server_that_is_not_ready_in_time_is_told_of_with_the_way_to_wait_longer() -> None:
    told = failure_of("import signal; signal.pause()", patience=0)
    assert re.search(r"no chat on port .* nothing is there .* -D patience=\)", told)


def test_a_silent_server_is_said_to_have_printed_nothing() -> None:
    assert failure_of("raise SystemExit(1)").endswith("It printed\n    nothing")


def test_a_command_that_cannot_be_run_is_told_of() -> None:
    with pytest.raises(ServerDidNotStart, match="there is no file '/no/such/server'"):
        Process(["/no/such/server"], {})


def test_a_suite_that_is_killed_leaves_no_server_behind() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    suite = subprocess.Popen(
        [sys.executable, "-c", SUITE],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert suite.stdout is not None
    address = Address("127.0.0.1", int(suite.stdout.readline()))
    with address.connect(PATIENCE) as connection:
        suite.kill()
        suite.communicate()
        assert is_cut(connection)
