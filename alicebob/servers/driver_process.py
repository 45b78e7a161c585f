"""The process of a driver, which plays the users of a chat (``docs/drivers.md``).

Each line of its output is about one connection, and handed to that. A driver that ends, does not
answer, or prints anything else has failed: it is ended, and all its connections with it.
"""

import contextlib
import json
import os
import secrets
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from alicebob.model.shown_text import cut
from alicebob.servers.command_errors import why_not_run
from alicebob.servers.family import MARK, Family
from alicebob.servers.guard import GUARD
from alicebob.servers.readiness import START_SECONDS, USUAL_PATIENCE
from alicebob.servers.server_output import ServerOutput
from alicebob.transport.driver_connection import ConnectionLine, DriverFailed
from alicebob.wires.driver_lines import (
    VERSION,
    BadLine,
    Checked,
    DriverError,
    Hello,
    read_line,
)

_FAREWELL = 2.0  # seconds between the end of its input and its own
_LONGEST_LINE = 16 * 1024 * 1024  # bytes
_SHOWN = 200  # characters of a line in a sentence
_LINES_SHOWN = 20  # of what the driver printed
Listener = tuple[Callable[[ConnectionLine, bytes], None], Callable[[], None]]


class DriverProcess:
    """A driver, which is started when it is first needed, and again after it has failed."""

    def __init__(
        self, command: Sequence[str], folder: Path | None, environment: Mapping[str, str]
    ) -> None:
        """``{python}`` in ``command`` is the interpreter of the suite."""
        self.hello = Hello()
        self.patience = USUAL_PATIENCE  # all times scale with it
        self._command = [word.replace("{python}", sys.executable) for word in command]
        self._folder, self._environment = folder, environment
        self._family = Family("")
        self._process: subprocess.Popen[bytes] | None = None
        self._printed = ServerOutput()  # its standard error
        self._failure: DriverFailed | None = None
        self._lock = threading.RLock()  # of everything here but writing
        self._writing = threading.Lock()
        self._greeted, self._checked = threading.Event(), threading.Event()
        self._listeners: dict[int, Listener] = {}
        self._last = 0  # number of a connection

    @property
    def output(self) -> str:
        """The text that the driver printed to its standard error."""
        return self._printed.text

    def start(self) -> None:
        """Start the driver, unless it runs. Raises ``DriverFailed``."""
        if self._process is not None and self._failure is None:
            return
        self._failure, self.hello = None, Hello()
        self._greeted.clear()
        process = self._process = self._started()
        threading.Thread(
            target=self._read, args=(process,), daemon=True, name="lines of the driver"
        ).start()
        seconds = START_SECONDS * self.patience / USUAL_PATIENCE
        self.send({"do": "hello", "protocol": VERSION})
        if not self._greeted.wait(seconds):
            raise self.fail(f"it has not answered hello within {seconds:g} s")
        self.expect_no_failure()

    def stop(self) -> None:
        """End the driver, which may first go by itself. May be called twice."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                _pipe(process.stdin).close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_FAREWELL)
            self._kill(process)

    def check(self) -> None:
        """Raise ``DriverFailed`` if the driver has failed, or does not answer a question."""
        self.expect_no_failure()
        if self._process is None:
            return
        self._checked.clear()
        self.send({"do": "check"})
        if not self._checked.wait(self.patience):
            raise self.fail(f"it has not answered check within {self.patience:g} s: it hangs")
        self.expect_no_failure()

    def attach(self, take: Callable[[ConnectionLine, bytes], None], end: Callable[[], None]) -> int:
        """Return the number of a new connection. ``take`` gets each line about it, ``end`` is
        called when the driver cannot go on. Raises ``DriverFailed``."""
        self.start()
        number = self._last = self._last + 1
        self._listeners[number] = (take, end)
        return number

    def detach(self, number: int) -> None:
        """Forget a connection that has ended; what is still told of it is nobody's business."""
        self._listeners.pop(number, None)

    def send(self, line: Mapping[str, object]) -> None:
        """Send a line. Raises ``DriverFailed``."""
        data = memoryview(json.dumps(line).encode() + b"\n")
        self.expect_no_failure()
        with self._writing:
            while data:
                data = data[self._write(data) :]

    def fail(self, why: str) -> DriverFailed:
        """End the driver and its connections, and return the error that says why; of several
        reasons, the first."""
        with self._lock:
            if self._failure is not None:
                return self._failure
            process, listeners = self._process, list(self._listeners.values())
            self._listeners.clear()
            failure = self._failure = self._failed(why)
        if process is not None:
            self._kill(process)
        for _, end in listeners:
            end()
        self._greeted.set()
        self._checked.set()
        return failure

    def _started(self) -> subprocess.Popen[bytes]:
        self._family = Family(secrets.token_hex(16))
        GUARD.watch(self._family)
        printed = self._printed.begin()
        try:
            process = subprocess.Popen(
                self._command,
                env={**os.environ, **self._environment, MARK: self._family.mark},
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=printed,
                start_new_session=True,
            )
        except OSError as error:
            GUARD.forget(self._family)
            raise self.fail(why_not_run(self._command[0], self._folder, error)) from None
        finally:
            os.close(printed)
        self._family = Family(self._family.mark, process.pid)
        GUARD.watch(self._family)
        os.set_blocking(_pipe(process.stdin).fileno(), False)
        return process

    def _write(self, data: memoryview) -> int:
        """Return how many bytes the driver has taken."""
        process = self._process
        if process is None:
            raise self.fail("it was stopped")
        try:
            pipe = _pipe(process.stdin).fileno()
            poll = select.poll()
            poll.register(pipe, select.POLLOUT)
            if not poll.poll(self.patience * 1000):
                raise self.fail(f"it has read nothing for {self.patience:g} s: it hangs")
            return os.write(pipe, data)
        except (OSError, ValueError):
            raise self.fail(_end_of(process)) from None

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        source = _pipe(process.stdout)
        for raw in iter(lambda: source.readline(_LONGEST_LINE), b""):
            if process is not self._process or self._failure is not None:
                break
            if raw.strip():
                self._take(raw)
        if process is self._process:
            self.fail(_end_of(process))
        source.close()

    def _take(self, raw: bytes) -> None:
        try:
            line = read_line(raw.decode(), self.hello if self._greeted.is_set() else None)
        except (UnicodeDecodeError, BadLine) as bad:
            shown = cut(raw.decode("utf-8", "backslashreplace").strip(), _SHOWN)
            self.fail(f"it printed a line that no driver prints: {bad}\n  Line     {shown}")
            return
        match line:
            case Hello():
                self.hello = line
                self._greeted.set()
            case Checked():
                self._checked.set()
            case DriverError(None, text):
                self.fail(text)
            case _:
                self._hand_on(line, raw)

    def _hand_on(self, line: ConnectionLine, raw: bytes) -> None:
        listener = self._listeners.get(line.connection or 0)
        if listener is not None:
            listener[0](line, raw)
        elif line.connection not in range(1, self._last + 1):
            self.fail(f"there is no connection {line.connection}, of which it tells")

    def expect_no_failure(self) -> None:
        """Raise ``DriverFailed`` if the driver has failed."""
        if self._failure is not None:
            raise self._failure

    def _failed(self, why: str) -> DriverFailed:
        printed = self.output.strip().splitlines()[-_LINES_SHOWN:]
        words = ["  It printed", *(f"    {line}" for line in printed)] if printed else []
        command = f"  Command  {' '.join(self._command)}"
        return DriverFailed("\n".join([f"The driver failed: {why}", command, *words]))

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        family = Family(self._family.mark, process.pid)
        family.kill()
        process.wait()
        GUARD.forget(family)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _end_of(process: subprocess.Popen[bytes]) -> str:
    """Return in words that the driver has ended, once it has."""
    try:
        return f"it ended with exit code {process.wait(_FAREWELL)}"
    except subprocess.TimeoutExpired:
        return "it has closed its input or its output"
