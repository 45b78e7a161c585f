"""The process of the server under test: its start, its end, and its output.

The server runs in a session of its own, so that Ctrl-C reaches the suite alone. Whatever it starts
is ended with it, and a guard ends all of it when the suite was killed.
"""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from alicebob.servers import process_table
from alicebob.servers.command_errors import why_not_run
from alicebob.servers.family import MARK, Family, described
from alicebob.servers.free_port import free_port
from alicebob.servers.guard import GUARD
from alicebob.servers.progress import StartProgress, print_progress
from alicebob.servers.server_output import ServerOutput
from alicebob.transport.address import Address

STOP_TIMEOUT = 6.0  # seconds between SIGTERM and SIGKILL
_LOOK_AGAIN = 0.01  # seconds; between two looks at a server that is starting
_LINES_SHOWN = 20  # of the output of a server that did not start


class ServerDidNotStart(Exception):
    """Raised for a server that exits, or is not ready in time, with its output.

    ``step`` is the part of a start that failed, as a sentence.
    """

    step = "The server starts"


class FirstTalkFailed(ServerDidNotStart):
    """Raised for a server that runs, and with which no talk is possible, with what was seen."""

    step = "Two users can talk"


class Process:
    """A server that the suite starts.

    ``stop_note`` says in a sentence what was odd about its end; "" if nothing was.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path | None = None,
        awaited_line: str = "",
        port: int | None = None,
    ) -> None:
        """Start ``command`` in ``folder``, with ``{port}`` and ``{python}`` filled in.

        ``awaited_line`` is a part of the line that a server prints when it is ready; ``port`` is
        where to listen, a free one if None. Raises ``ServerDidNotStart``.
        """
        self.address = Address("localhost", new_port() if port is None else port)
        self.output_log = ServerOutput()
        self.stop_note = ""
        self._folder, self._awaited_line = folder, awaited_line
        self._command = [_fill_in(word, self.address.port) for word in command]
        self._family = Family(secrets.token_hex(16))
        own = {"PORT": str(self.address.port), "PYTHONUNBUFFERED": "1", MARK: self._family.mark}
        self._environment = {**os.environ, **environment, **own}
        self.start()

    def start(self) -> None:
        """Start the process, at the same address as before. Raises ``ServerDidNotStart``."""
        self.started, self.stands_still = time.monotonic(), False
        self._is_restart = bool(self._family.leader)
        printed = self.output_log.begin(self._awaited_line)
        self._family = replace(self._family, leader=0, pipe=os.fstat(printed).st_ino)
        GUARD.watch(self._family)
        try:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            GUARD.forget(self._family)
            why = why_not_run(self._command[0], self._folder, error)
            raise ServerDidNotStart(f"The server did not start: {why}.") from None
        finally:
            os.close(printed)
        self._family = replace(self._family, leader=self._process.pid)
        GUARD.watch(self._family)

    @property
    def pid(self) -> int:
        """The id of the process, and of its group."""
        return self._process.pid

    @property
    def mark(self) -> str:
        """The value of ``MARK`` in the environment of the process and of all that it starts."""
        return self._family.mark

    @property
    def exit_code(self) -> int | None:
        """The exit code of the process, or None while it runs."""
        return self._process.poll()

    @property
    def output(self) -> str:
        """The output of the server; of a long one, the first and the last part."""
        return self.output_log.text

    def wait_until_ready(
        self,
        approach: Callable[[Address], None],
        patience: float,
        tell: Callable[[str], None] = print_progress,
    ) -> None:
        """Wait until ``approach`` succeeds; until then it raises ``OSError`` with the reason.

        ``tell`` is told now and then what is waited for. Raises ``ServerDidNotStart`` if the server
        exits, or is not ready after ``patience`` seconds.
        """
        progress = StartProgress(f"the server on port {self.address.port}", patience, tell)
        while True:
            try:
                approach(self.address)
            except OSError as error:
                amiss = self._amiss(error)
            else:
                amiss = ""
            if self.exit_code is not None:
                raise self._did_not_start(self._why_ended(self.exit_code))
            if not amiss:
                return
            progress.report(amiss)
            if progress.is_over:
                raise self._did_not_start(
                    f"after {patience:g} s there is no chat on port {self.address.port}: {amiss} "
                    "(a slow machine needs more time: -D patience=)"
                )
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_AGAIN)

    def terminate(self) -> None:
        """Tell the server to stop, without waiting for it.

        Only the process that is the server gets the signal: a wrapper such as ``npm`` would hand on
        its own, and a server that gets two may end in a hurry.
        """
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(self._family.server(self.address.port), signal.SIGTERM)

    def stand_still(self) -> None:
        """Have the server and all processes that it started stand still, until ``go_on``."""
        self.stands_still = True
        self._family.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have the server, which stands still, go on."""
        self._family.signal(signal.SIGCONT)
        self.stands_still = False

    def kill(self) -> None:
        """Kill the server and all processes that it started."""
        self._family.kill()
        self._process.wait()
        GUARD.forget(self._family)

    def wait(self, patience: float) -> int | None:
        """Return the exit code as soon as there is one; None after ``patience`` seconds."""
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        """End the server and all processes that it started. May be called twice."""
        try:
            if self.exit_code is None:
                if self.stands_still:
                    self.go_on()  # it could not end otherwise
                self.terminate()
                if self.wait(STOP_TIMEOUT) is None:
                    self.stop_note = (
                        f"The server did not end within {STOP_TIMEOUT:g} s of SIGTERM: it was "
                        "killed."
                    )
        finally:  # even if the suite is interrupted
            self.kill()

    def _amiss(self, error: OSError) -> str:
        """Return in words why the server is not ready."""
        port = self.address.port
        if not isinstance(error, ConnectionRefusedError):
            return error.strerror or str(error)
        elsewhere = sorted(self._family.ports() - {port})
        if not elsewhere:
            return "nothing listens there"
        ports = " and ".join(map(str, elsewhere))
        return (
            f"it listens on {ports}, not on the given port {port} (write {{port}} in its command, "
            "or read PORT from its environment)"
        )

    def _why_ended(self, code: int) -> str:
        left = self._family.others()
        if left and not code:
            return (
                f"its command has ended, and {described(left)} went on in the background: give a "
                "command that keeps the server in the foreground"
            )
        if self._is_restart and process_table.is_in_time_wait(self.address.port):
            return (
                f"it ended with exit code {code}; port {self.address.port} is in TIME_WAIT after "
                "its last life, and a server that sets SO_REUSEADDR can listen there again"
            )
        return f"it ended with exit code {code}"

    def _did_not_start(self, why: str) -> ServerDidNotStart:
        self.stop()
        return ServerDidNotStart(self.account(f"The server did not start: {why}."))

    def account(self, sentence: str) -> str:
        """Return ``sentence`` with the command of the server, and its last output."""
        command = " ".join(self._command)
        output = self.output.strip() or "nothing"
        return f"{sentence}\n  Command  {command}\n  It printed\n" + "\n".join(
            f"    {line}" for line in output.splitlines()[-_LINES_SHOWN:]
        )


def new_port() -> int:
    """Return a free port. Raises ``ServerDidNotStart`` if there is none."""
    try:
        return free_port()
    except OSError as error:
        raise ServerDidNotStart(f"The server did not start: {error}.") from None


def _fill_in(word: str, port: int) -> str:
    return word.replace("{port}", str(port)).replace("{python}", sys.executable)
