"""Services: the first command that is there is taken; each is started, ended and started again."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alicebob.servers.process import ServerDidNotStart, new_port
from alicebob.servers.service import RunningService, Service

PATIENCE = 20.0  # seconds; only a broken test ever gets there
COUNTS = """
import pathlib, signal, socket, sys
port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
(folder / "starts").open("a").write("x")
server = socket.create_server(("127.0.0.1", port))
print("now I am up", flush=True)
signal.pause()
"""
COMMAND = ("{python}", "-c", COUNTS, "{service_port}", "{folder}")
COUNTING = Service("counter", (COMMAND,), "I am up")


@contextmanager
def running(folder: Path) -> Iterator[RunningService]:
    service = RunningService(COUNTING, new_port(), folder, PATIENCE)
    try:
        yield service
    finally:
        service.process.stop()


def folder_in(folder: Path) -> Path:
    own = folder / "own"
    own.mkdir()
    return own


def test_the_first_command_that_is_there_is_taken() -> None:
    service = Service("any", (("no-such-program",), ("{python}", "-m", "json"), ("sh",)))
    assert service.command() == (sys.executable, "-m", "json")


def test_a_python_module_that_is_not_there_is_no_command() -> None:
    assert Service("any", (("{python}", "-m", "no_such_module.at_all"),)).command() is None


def test_a_program_in_the_packages_of_python_is_found_by_a_pattern() -> None:
    assert Service("any", (("{packages}/no-such-package/*/server",),)).command() is None


def test_a_service_is_ready_when_it_says_so(tmp_path: Path) -> None:
    with running(folder_in(tmp_path)) as service:
        assert "now I am up" in service.process.output


def test_a_service_starts_again_with_what_it_kept(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    with running(folder) as service:
        service.kill()
        service.start_again()
        assert (folder / "starts").read_text() == "xx"


def test_a_service_starts_again_without_what_it_kept(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    with running(folder) as service:
        service.kill()
        service.start_again(is_empty=True)
        assert (folder / "starts").read_text() == "x"


def test_a_service_that_stands_still_can_be_stopped(tmp_path: Path) -> None:
    with running(folder_in(tmp_path)) as service:
        service.process.stand_still()
        service.process.stop()
        assert service.process.stop_note == ""


def test_a_service_that_is_not_there_does_not_start(tmp_path: Path) -> None:
    nothing = Service("Redis", (("no-such-program",),))
    with pytest.raises(ServerDidNotStart, match="there is no Redis"):
        RunningService(nothing, new_port(), tmp_path, PATIENCE)
