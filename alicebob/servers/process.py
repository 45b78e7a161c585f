"""The process of the server under test: its start, its end, and its output.

The server runs in a process group of its own. A guard, which is a shell that waits for the end of a
pipe, kills the group when the suite has ended, even if it was killed.
"""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from typing import IO

from alicebob.transport.address import Address

_PORTS = range(20_000, 32_000)  # below the ports that systems give to outgoing connections
_LOG_SHOWN = 8_000  # bytes of the server's output
STOP_TIMEOUT = 6.0  # seconds between SIGTERM and SIGKILL
_LOOK_AGAIN = 0.01  # seconds; between two looks at a server that is starting

_GUARD = 'read line; kill -KILL -"$1" 2>/dev/null'


class ServerDidNotStart(Exception):
    """Raised for a server that exits, or is not ready in time, with its output."""


class Process:
    """A server that the suite starts."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start ``command``, with ``{port}`` and ``{python}`` filled in."""
        self.address = Address("localhost", _free_port())
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # it lives on
        self._command = [_fill_in(word, self.address.port) for word in command]
        own = {"PORT": str(self.address.port), "PYTHONUNBUFFERED": "1"}
        self._environment = {**os.environ, **environment, **own}
        self.start()

    def start(self) -> None:
        """Start the process, at the same address as before. Raises ``ServerDidNotStart``."""
        self.started = time.monotonic()
        try:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise ServerDidNotStart(
                f"{self._command[0]!r} cannot be run: {error.strerror}"
            ) from None
        self._guard = _guard(self._process.pid)

    @property
    def pid(self) -> int:
        """The id of the process, and of its group."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """The exit code of the process, or None while it runs."""
        return self._process.poll()

    @property
    def output(self) -> str:
        """The last output of the server."""
        file = self._log.fileno()  # the server writes at its place, which reading must not move
        start = max(0, os.fstat(file).st_size - _LOG_SHOWN)
        return os.pread(file, _LOG_SHOWN, start).decode("utf-8", "replace")

    def wait_until_ready(self, approach: Callable[[Address], None], patience: float) -> None:
        """Wait until ``approach`` succeeds; until then it raises ``OSError`` with the reason.

        Raises ``ServerDidNotStart`` if the server exits, or is not ready after ``patience``
        seconds.
        """
        end = time.monotonic() + patience
        while True:
            try:
                approach(self.address)
            except OSError as error:
                amiss = error.strerror or str(error)
            else:
                return
            if self.exit_code is not None:
                raise self._did_not_start(f"it ended with exit code {self.exit_code}")
            if time.monotonic() > end:
                raise self._did_not_start(
                    f"after {patience:g} s there is no chat on port {self.address.port}: {amiss} "
                    "(a slow machine needs more time: -D patience=)"
                )
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_AGAIN)

    def terminate(self) -> None:
        """Tell the server to stop, without waiting for it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)

    def kill(self) -> None:
        """Kill the server and all processes that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._guard()

    def wait(self, patience: float) -> int | None:
        """Return the exit code as soon as there is one; None after ``patience`` seconds."""
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        """End the server and all processes that it started. May be called twice."""
        if self.exit_code is None:
            self.terminate()
            self.wait(STOP_TIMEOUT)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._guard()

    def _did_not_start(self, why: str) -> ServerDidNotStart:
        self.stop()
        command = " ".join(self._command)
        output = self.output.strip() or "nothing"
        return ServerDidNotStart(
            f"The server did not start: {why}.\n  Command  {command}\n  It printed\n"
            + "\n".join(f"    {line}" for line in output.splitlines()[-20:])
        )


def _fill_in(word: str, port: int) -> str:
    return word.replace("{port}", str(port)).replace("{python}", sys.executable)


def _free_port() -> int:
    """Return a port on which no program listens."""
    for port in random.SystemRandom().sample(_PORTS, 200):
        if all(_is_free(family, port) for family in (socket.AF_INET, socket.AF_INET6)):
            return port
    raise ServerDidNotStart("there is no free port on this machine")


def _is_free(family: socket.AddressFamily, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(("", port))
    except OSError:
        return family == socket.AF_INET6 and not socket.has_dualstack_ipv6()
    return True


def _guard(group: int) -> Callable[[], None]:
    """Start the guard of a process group; return the function that dismisses it."""
    read_end, write_end = os.pipe()
    guard = subprocess.Popen(
        ["/bin/sh", "-c", _GUARD, "guard", str(group)],
        stdin=read_end,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(read_end)

    def dismiss() -> None:
        if guard.poll() is None:
            guard.kill()
            guard.wait()
            os.close(write_end)

    return dismiss
