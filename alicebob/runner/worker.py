"""A worker: a process that judges pieces of the specification with a server of its own.

It reads what it shall do from its standard input, and writes what it found to its standard output
(``alicebob.runner.messages``). Nothing of a run survives the command, however that ended: the end
of the input is the end of the worker, at once, and the guard then ends its servers.
"""

import contextlib
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from behave.configuration import Configuration
from behave.formatter._registry import make_formatters
from behave.model import Feature, Scenario
from behave.parser import parse_file
from behave.runner import Context, Runner

from alicebob.model.feature_mistake import FeatureMistake
from alicebob.runner.messages import (
    Asks,
    DidNotStart,
    End,
    Job,
    Judged,
    Noted,
    Work,
    decode,
    encode,
)
from alicebob.runner.parent_end import end_with_parent
from alicebob.runner.pieces import Piece
from alicebob.servers.process import ServerDidNotStart
from alicebob.servers.profile import BadOption

_MISTAKES = (BadOption, FeatureMistake)
_VERDICTS = "verdicts"  # the name of the file with the worker's records


class Worker(Runner):  # type: ignore[misc]  # behave has no types
    """behave's runner, which gets its features one piece at a time."""

    def __init__(self, job: Job, pieces: Iterator[Piece], answers: IO[str]) -> None:
        """Prepare for ``pieces``, which waits for the next one, and for writing to ``answers``."""
        verdicts = Path(job.folder) / _VERDICTS
        options = {**job.options, "verdicts": str(verdicts)}
        # behave takes away one pair of quotes around a value, so that a value may have its own
        defined = [f'-D{name}="{value}"' for name, value in options.items()]
        config = Configuration([*job.arguments, *defined], load_config=False, show_skipped=False)
        config.format = config.format or []
        config.stop = False  # the command ends the run
        config.paths = list(job.paths)
        super().__init__(config)
        self._job = job
        self._pieces = pieces
        self._answers = answers
        self._noted = 0  # notes on servers that were told
        verdicts.touch()
        self._records = verdicts.open()

    def run(self) -> bool:
        """Judge all pieces; return True if something failed."""
        self.base_dir = self.config.base_dir = self._job.root
        with self.path_manager:
            self.path_manager.add(self.base_dir)
            self.context = Context(self)
            self.load_hooks()
            self.load_step_definitions(list(self._job.step_folders))
            self.formatters = make_formatters(self.config, self.config.outputs)
            return bool(self.run_model(self._features()))

    def run_hook(self, hook_name: str, *args: Any) -> bool:
        """Run a hook, and tell what the scenario that it ends has come to."""
        if hook_name == "before_all" and not self.config.dry_run:
            return self._begin()
        is_done = bool(super().run_hook(hook_name, *args))
        if hook_name == "after_scenario":
            self._answer(Judged(tuple(self._records.read().splitlines())))
        if hook_name in ("after_scenario", "after_all"):
            self.tell_notes()
        return is_done

    def tell_notes(self) -> None:
        """Tell what was odd about the end of servers, as far as that was not told before."""
        suite = getattr(self.context, "suite", None)
        for note in suite.notes[self._noted :] if suite is not None else ():
            self._noted += 1
            self._answer(Noted(note))

    def _begin(self) -> bool:
        """Start the server; behave would only print why it did not start."""
        try:
            with self.context.use_with_user_mode():
                self.hooks["before_all"](self.context)
        except (*_MISTAKES, ServerDidNotStart) as error:
            step = error.step if isinstance(error, ServerDidNotStart) else ""
            self._answer(DidNotStart(str(error), isinstance(error, _MISTAKES), step))
            self.abort()
            return False
        return True

    def _features(self) -> Iterator[Feature]:
        while not self.aborted:
            self._answer(Asks())
            piece = next(self._pieces, ())
            if not piece:
                return
            yield _feature(piece)

    def _answer(self, message: Asks | Judged | DidNotStart | Noted) -> None:
        self._answers.write(encode(message))
        self._answers.flush()


def _feature(piece: Piece) -> Feature:
    """Return the feature of a piece with the scenarios of the piece only, in their order there.

    They keep their rule as their parent, from which they have its tags and its reason.
    """
    feature, by_line = _parsed(piece[0].path)
    feature.run_items = [by_line[place.line] for place in piece]
    return feature


@cache
def _parsed(path: str) -> tuple[Feature, dict[int, Scenario]]:
    """Return the feature in a file, read once, with its scenarios by their lines."""
    feature = parse_file(path)
    return feature, {scenario.line: scenario for scenario in feature.walk_scenarios()}


class _Orders:
    """Orders of the command to this process, read on a thread of its own."""

    def __init__(self, source: IO[str]) -> None:
        self._source = source
        self._pieces = queue.SimpleQueue[Piece]()
        self.worker: Worker | None = None
        threading.Thread(target=self._read, daemon=True).start()

    def pieces(self) -> Iterator[Piece]:
        """Wait for each next piece; end with the work."""
        while piece := self._pieces.get():
            yield piece

    def _read(self) -> None:
        is_done = False  # the worker ends by itself
        for line in self._source:
            match decode(line):
                case Work(piece):
                    self._pieces.put(piece)
                    is_done = not piece
                case End() if is_done:
                    return
                case End():
                    self._stop_servers()
                    break
        os._exit(1)

    def _stop_servers(self) -> None:
        with contextlib.suppress(Exception):
            if self.worker is not None:
                self.worker.context.suite.stop_servers()
                self.worker.tell_notes()


def main() -> int:
    """Do the job that the first line describes; return the exit code of the process."""
    end_with_parent()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what behave prints is no answer
    line = sys.stdin.readline()
    if not line:
        return 1
    job = decode(line)
    assert isinstance(job, Job)
    tempfile.tempdir = job.folder
    orders = _Orders(sys.stdin)
    orders.worker = Worker(job, orders.pieces(), answers)
    orders.worker.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
