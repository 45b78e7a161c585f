"""The worker processes of a run: they are started, given work, and ended all together."""

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from alicebob.runner.messages import (
    Asks,
    DidNotStart,
    End,
    Job,
    Judged,
    Message,
    Noted,
    Work,
    decode,
    encode,
)
from alicebob.runner.pieces import Pile

END_TIMEOUT = 8.0  # seconds; a worker that is told to end stops its servers first
_LOG_SHOWN = 4_000  # characters of what a worker printed


@dataclass(frozen=True, slots=True)
class Died:
    """A worker ended in the middle of its work; ``output`` is the last that it printed."""

    output: str


Result = Judged | DidNotStart | Died | Noted
"""A finding of a worker, or the end of one."""


class _WorkerProcess:
    """One worker, and the thread that reads what it answers."""

    def __init__(self, number: int, job: Job, answers: "Answers", shows_output: bool) -> None:
        self.number = number
        self.is_finished = False
        self._folder = Path(job.folder)
        self._folder.mkdir()
        self._answers = answers
        self._log = self._folder / "output"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "alicebob.runner.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=sys.stdout if shows_output else log,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # an interrupt from the keyboard is for the command
            )
        self.send(job)
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def send(self, message: Message) -> None:
        """Tell the worker something; one that has ended hears nothing."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(encode(message))
            self._process.stdin.flush()

    def output(self) -> str:
        """Return the last that the worker printed."""
        return self._log.read_text("utf-8", "replace")[-_LOG_SHOWN:].strip()

    def abandon(self) -> None:
        """Tell the worker to stop its servers and end, whatever it does."""
        self.send(End())
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def wait(self, deadline: float) -> None:
        """Wait for the end of the worker, and of what it answers; at ``deadline`` (of the monotonic
        clock) kill it, and with it the servers that it has not stopped."""
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reading.join(END_TIMEOUT)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put((self, decode(line)))
        self._answers.put((self, None))


Answers = queue.SimpleQueue[tuple[_WorkerProcess, Message | None]]


class Workers:
    """Several workers on one pile of work. Leaving the ``with`` block ends all of them."""

    def __init__(self, count: int, job: Job, pile: Pile, *, shows_output: bool = False) -> None:
        """Start ``count`` workers. ``job.folder`` holds what they write; it must exist. They end
        with the thread that calls this.

        With ``shows_output``, what behave prints goes to this process's own output.
        """
        self._pile = pile
        self._answers: Answers = queue.SimpleQueue()
        self._processes = [
            _WorkerProcess(
                number,
                replace(job, folder=str(Path(job.folder) / str(number))),
                self._answers,
                shows_output,
            )
            for number in range(count)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.abandon()
        deadline = time.monotonic() + END_TIMEOUT
        for process in self._processes:
            process.wait(deadline)

    def results(self) -> Iterator[Result]:
        """Give out the work; yield what the workers find, as soon as they do."""
        busy = set(self._processes)
        while busy:
            process, message = self._answers.get()
            match message:
                case Asks():
                    piece = self._pile.take(process.number) or ()
                    process.is_finished = not piece
                    process.send(Work(piece))
                case Judged() | Noted():
                    yield message
                case DidNotStart():
                    process.is_finished = True
                    yield message
                case None:
                    busy.discard(process)
                    if not process.is_finished:
                        yield Died(process.output())

    def already_found(self) -> Iterator[Judged | Noted]:
        """Yield what the workers have found and nobody has taken yet, without waiting."""
        with contextlib.suppress(queue.Empty):
            while True:
                _, message = self._answers.get_nowait()
                if isinstance(message, Judged | Noted):
                    yield message
