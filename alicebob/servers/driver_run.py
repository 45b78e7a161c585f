"""One run of a driver: its process, from the start to the end or the failure.

A driver that is started again is another run: what is left of an earlier one, as its reading
thread, can neither end the new one nor be taken for it.
"""

import contextlib
import json
import os
import secrets
import select
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from alicebob.model.shown_text import cut
from alicebob.servers.command_errors import why_not_run
from alicebob.servers.family import MARK, Family
from alicebob.servers.guard import GUARD
from alicebob.servers.server_output import ServerOutput
from alicebob.transport.driver_connection import ConnectionLine, DriverFailed
from alicebob.wires.driver_lines import BadLine, Checked, DriverError, Hello, read_line

_FAREWELL = 2.0  # seconds between the end of its input and its own
_LONGEST_LINE = 16 * 1024 * 1024  # bytes
_SHOWN = 200  # characters of a line in a sentence
_LINES_SHOWN = 20  # of what the driver printed
Take = Callable[[ConnectionLine, bytes], None]
End = Callable[[], None]


@dataclass(frozen=True, slots=True)
class DriverCommand:
    """A command that starts a driver. ``printed`` takes what it prints to its standard error."""

    words: Sequence[str]
    folder: Path | None
    environment: Mapping[str, str]
    printed: ServerOutput = field(default_factory=ServerOutput)


class DriverRun:
    """A driver that runs, until it is stopped or has failed."""

    def __init__(self, command: DriverCommand) -> None:
        """Start the driver; if that fails, ``failure`` says why."""
        self.hello = Hello()
        self.failure: DriverFailed | None = None
        self.greeted, self._checked = threading.Event(), threading.Event()
        self._command = command
        self._family = Family(secrets.token_hex(16))
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self._lock = threading.Lock()  # of failure and listeners
        self._writing = threading.Lock()
        self._listeners: dict[int, tuple[Take, End]] = {}
        self._last = 0  # number of a connection
        self._start()

    def stop(self) -> None:
        """End the driver, which may first go by itself. May be called twice."""
        self._is_stopped = True
        if self._process is not None:
            with contextlib.suppress(OSError):
                _pipe(self._process.stdin).close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_FAREWELL)
            self._kill(self._process)

    def check(self, patience: float) -> None:
        """Raise ``DriverFailed`` if the driver does not answer within ``patience`` seconds."""
        self._checked.clear()
        self.send({"do": "check"}, patience)
        if not self._checked.wait(patience):
            raise self.fail(f"it has not answered check within {patience:g} s: it hangs")
        self.expect_no_failure()

    def attach(self, number: int, take: Take, end: End) -> None:
        """Hand on each line about connection ``number`` to ``take``; call ``end`` when the driver
        cannot go on. Raises ``DriverFailed`` if it has failed already."""
        with self._lock:
            self.expect_no_failure()
            self._listeners[number] = (take, end)
            self._last = max(self._last, number)

    def detach(self, number: int) -> None:
        """Forget a connection that has ended; what is still told of it is nobody's business."""
        self._listeners.pop(number, None)

    def send(self, line: Mapping[str, object], patience: float) -> None:
        """Send a line. Raises ``DriverFailed``, also if it is not read for ``patience`` seconds."""
        data = memoryview(json.dumps(line).encode() + b"\n")
        self.expect_no_failure()
        with self._writing:
            while data:
                data = data[self._write(data, patience) :]

    def fail(self, why: str) -> DriverFailed:
        """End the driver and its connections, and return the error that says why; of several
        reasons, the first."""
        with self._lock:
            if self.failure is not None:
                return self.failure
            listeners = list(self._listeners.values())
            self._listeners.clear()
            failure = self.failure = self._failed(why)
        if self._process is not None:
            self._kill(self._process)
        for _, end in listeners:
            end()
        self.greeted.set()
        self._checked.set()
        return failure

    def expect_no_failure(self) -> None:
        """Raise ``DriverFailed`` if the driver has failed."""
        if self.failure is not None:
            raise self.failure

    def _start(self) -> None:
        command = self._command
        printed = command.printed.begin()
        self._family = replace(self._family, pipe=os.fstat(printed).st_ino)
        GUARD.watch(self._family)
        try:
            process = self._process = subprocess.Popen(
                command.words,
                env={**os.environ, **command.environment, MARK: self._family.mark},
                cwd=command.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=printed,
                start_new_session=True,
            )
        except OSError as error:
            GUARD.forget(self._family)
            self.fail(why_not_run(command.words[0], command.folder, error))
            return
        finally:
            os.close(printed)
        self._family = replace(self._family, leader=process.pid)
        GUARD.watch(self._family)
        os.set_blocking(_pipe(process.stdin).fileno(), False)
        reading = threading.Thread(target=self._read, args=(process,), name="lines of the driver")
        reading.daemon = True
        reading.start()

    def _write(self, data: memoryview, patience: float) -> int:
        """Return how many bytes the driver has taken."""
        process = self._process
        assert process is not None
        if self._is_stopped:
            raise self.fail("it was stopped")
        try:
            pipe = _pipe(process.stdin).fileno()
            poll = select.poll()
            poll.register(pipe, select.POLLOUT)
            if not poll.poll(patience * 1000):
                raise self.fail(f"it has read nothing for {patience:g} s: it hangs")
            return os.write(pipe, data)
        except (OSError, ValueError):
            raise self.fail(_end_of(process)) from None

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        source = _pipe(process.stdout)
        for raw in iter(lambda: source.readline(_LONGEST_LINE), b""):
            if self._is_stopped or self.failure is not None:
                break
            if raw.strip():
                self._take(raw)
        if not self._is_stopped and self.failure is None:
            self.fail(_end_of(process))
        source.close()

    def _take(self, raw: bytes) -> None:
        try:
            line = read_line(raw.decode(), self.hello if self.greeted.is_set() else None)
        except (UnicodeDecodeError, BadLine) as bad:
            shown = cut(raw.decode("utf-8", "backslashreplace").strip(), _SHOWN)
            self.fail(f"it printed a line that no driver prints: {bad}\n  Line     {shown}")
            return
        match line:
            case Hello():
                self.hello = line
                self.greeted.set()
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

    def _failed(self, why: str) -> DriverFailed:
        printed = self._command.printed.text.strip().splitlines()[-_LINES_SHOWN:]
        words = ["  It printed", *(f"    {line}" for line in printed)] if printed else []
        command = f"  Command  {' '.join(self._command.words)}"
        return DriverFailed("\n".join([f"The driver failed: {why}", command, *words]))

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        self._family.kill()
        process.wait()
        GUARD.forget(self._family)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _end_of(process: subprocess.Popen[bytes]) -> str:
    """Return in words that the driver has ended, once it has."""
    try:
        return f"it ended with exit code {process.wait(_FAREWELL)}"
    except subprocess.TimeoutExpired:
        return "it has closed its input or its output"
