"""Starting servers that listen in odd places, start slowly, or cannot be run: a sentence each."""

import socket
import sys
from pathlib import Path

import pytest

from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.transport.address import Address
from tests.alicebob.support.awkward_servers import PATIENCE, reach, running, waits_on

SOON = 1.5  # seconds after which a test gives up a server that will never be ready
PYTHON = sys.executable
BINDS_PLAINLY = """
import os, socket
server = socket.socket()
server.bind(("127.0.0.1", int(os.environ["PORT"])))
server.listen()
held = []
while True:
    held.append(server.accept()[0])
    held[-1].sendall(b"x")
"""


def failure_of(*command: str, patience: float = PATIENCE, folder: Path | None = None) -> str:
    """The error about a server that does not start."""
    with pytest.raises(ServerDidNotStart) as failed:
        Process(command, {}, folder).wait_until_ready(reach, patience, tell=lambda _line: None)
    return str(failed.value)


@pytest.mark.parametrize("where", ["127.0.0.1", "::1", "both", "0.0.0.0", "::"])
def test_a_server_is_found_wherever_on_this_machine_it_listens(where: str) -> None:
    with running(PYTHON, "-c", waits_on(where)) as process:
        reach(process.address)


def test_a_server_that_listens_on_another_port_is_told_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        other = probe.getsockname()[1]
    told = failure_of(PYTHON, "-c", waits_on("127.0.0.1", str(other)), patience=SOON)
    assert f"it listens on {other}, not on the given port" in told
    assert "(write {port} in its command, or read PORT from its environment)" in told


def test_while_a_server_is_not_ready_it_is_told_what_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("alicebob.servers.progress._FIRST", 0.0)
    told: list[str] = []
    process = Process([PYTHON, "-c", "import signal; signal.pause()"], {})
    with pytest.raises(ServerDidNotStart):
        process.wait_until_ready(reach, 0.1, tell=told.append)
    (line,) = told
    assert line.startswith(f"Waiting for the server on port {process.address.port} since ")
    assert line.endswith(", for up to 0.1 s: nothing listens there.")


def test_a_command_that_is_not_installed_is_told_of() -> None:
    assert "no command 'no-such-chat' on this machine" in failure_of("no-such-chat")


def test_a_file_that_is_not_executable_is_told_the_way_out(tmp_path: Path) -> None:
    program = tmp_path / "chat"
    program.write_text("#!/bin/sh\n")
    assert f"it is not executable (chmod +x {program})" in failure_of(str(program))


def test_a_folder_cannot_be_run(tmp_path: Path) -> None:
    assert "it is a folder" in failure_of(str(tmp_path))


def test_a_script_without_its_first_line_is_told_the_way_out(tmp_path: Path) -> None:
    program = tmp_path / "chat"
    program.write_text("echo hello\n")
    program.chmod(0o755)
    assert "a first line such as #!/bin/sh" in failure_of(str(program))


def test_a_script_for_a_program_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    program = tmp_path / "chat"
    program.write_text("#!/no/such/interpreter\n")
    program.chmod(0o755)
    assert "its first line names a program that does not exist" in failure_of(str(program))


def test_a_command_runs_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "chat.py").write_text(waits_on("127.0.0.1"))
    with running(PYTHON, "chat.py", folder=tmp_path) as process:
        reach(process.address)


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    told = failure_of(PYTHON, folder=nowhere)
    assert f"there is no folder {nowhere} to run its command in" in told


def test_a_program_that_is_not_in_the_folder_is_told_of(tmp_path: Path) -> None:
    told = failure_of("./chat", folder=tmp_path)
    assert f"there is no file './chat' in {tmp_path}, where the command runs" in told


def test_a_port_that_is_in_time_wait_is_told_of() -> None:
    with running(PYTHON, "-c", BINDS_PLAINLY) as process:
        with process.address.connect(PATIENCE) as connection:
            assert connection.recv(1) == b"x"
            process.kill()
            assert connection.recv(1) == b""
        process.start()
        with pytest.raises(ServerDidNotStart, match=r"is in TIME_WAIT after .* SO_REUSEADDR"):
            process.wait_until_ready(find_nothing, PATIENCE)


def find_nothing(_address: Address) -> None:
    raise ConnectionRefusedError
