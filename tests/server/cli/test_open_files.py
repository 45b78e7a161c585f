"""A server does not run out of files: it accepts no more connections than there are files for."""

import contextlib
import logging
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alicebob.transport.address import Address
from server.cli import open_files
from server.config.settings import Settings
from tests.server.cli.test_serve import CLEAN, PATIENCE, ROOT

FEW = 100  # files
FEW_FILES = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW}, {FEW})); "
WITHOUT_UVLOOP = "import sys; sys.modules['uvloop'] = None; "
MAIN = "import runpy; runpy.run_module('server', run_name='__main__', alter_sys=True)"
GET = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="sets a limit of another process")
loops = pytest.mark.parametrize("code", [MAIN, WITHOUT_UVLOOP + MAIN], ids=["uvloop", "asyncio"])


def test_with_files_enough_the_settings_are_as_given() -> None:
    assert open_files.fit(Settings(), 11_000) == Settings()


def test_without_a_limit_the_settings_are_as_given() -> None:
    assert open_files.fit(Settings(max_connections=1_000_000), None).max_connections == 1_000_000


@pytest.mark.parametrize(
    ("room", "fitting"),
    [(10_999, (9_999, 1_000)), (1_000, (750, 250)), (8, (6, 2)), (2, (1, 1))],
)
def test_with_few_files_there_are_fewer_connections(room: int, fitting: tuple[int, int]) -> None:
    settings = open_files.fit(Settings(), room)
    assert (settings.max_connections, settings.max_pending) == fitting


def test_with_few_files_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        open_files.fit(Settings(), 1_000)
    assert "room for 750 connections and 250 pending ones" in caplog.text


@contextlib.contextmanager
def running(code: str, log: Path) -> Iterator[tuple[int, Address]]:
    """A server with few files: its process id and its address."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", FEW_FILES + code, "--port", "0"],
            cwd=ROOT,
            env=CLEAN,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    assert process.stdout is not None
    try:
        found = re.search(rb":(\d+) ", process.stdout.readline())
        assert found is not None
        yield process.pid, Address("127.0.0.1", int(found[1]))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def answer(address: Address) -> bytes:
    with address.connect(PATIENCE) as connection:
        connection.sendall(GET)
        return connection.recv(64)


@loops
def test_more_clients_than_files_hurt_nobody(code: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(code, log) as (_process, address), contextlib.ExitStack() as silent:
        for _ in range(3 * FEW):
            silent.enter_context(address.connect(PATIENCE))
            assert answer(address).startswith(b"HTTP/1.1 200")
    assert "Traceback" not in log.read_text()


@on_linux
@loops
def test_a_shortage_is_logged_and_survived(code: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(code, log) as (process, address), log.open() as lines:
        resource.prlimit(process, resource.RLIMIT_NOFILE, (3, FEW))
        assert any("cannot be accepted" in lines.readline() for _ in knocks(address))
        resource.prlimit(process, resource.RLIMIT_NOFILE, (FEW, FEW))
        assert any(answer.startswith(b"HTTP/1.1 200") for answer in knocks(address))
    assert "Traceback" not in log.read_text()


def knocks(address: Address) -> Iterator[bytes]:
    """The answers to clients that come one after the other; empty if there is none."""
    for _ in range(int(10 * PATIENCE)):
        with contextlib.suppress(OSError), address.connect(1.0) as connection:
            connection.sendall(GET)
            yield connection.recv(64)
            continue
        yield b""
