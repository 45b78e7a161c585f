"""One run of ``alicebob judge``: workers judge, and this process tells and counts."""

import contextlib
import math
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from alicebob.record.junit import write_junit
from alicebob.record.summary import Run, scenarios, summary
from alicebob.record.verdicts import BROKEN, JUDGED, KNOWN_PASSES, Verdict, Verdicts
from alicebob.runner.messages import Job, Judged, Noted
from alicebob.runner.outcome import Outcome, in_order
from alicebob.runner.pieces import Pile, Place, cut, longest_first, shuffled
from alicebob.runner.progress import Progress
from alicebob.runner.selection import as_only_takes
from alicebob.runner.workers import Result, Workers
from alicebob.servers.profile import Profile

_ENDING = (signal.SIGTERM, signal.SIGHUP)  # they end a run as an interrupt from the keyboard does


@dataclass(frozen=True, slots=True)
class Plan:
    """Orders for a run. ``seed`` is that of a random order; without it, the order is ours.

    ``enough`` is the number of broken scenarios after which the run ends. With ``shows_output``,
    what behave prints is shown.
    """

    profile: Profile
    places: tuple[Place, ...]
    job: Job
    processes: int = 1
    seed: int | None = None
    enough: float = math.inf
    verdicts: Path | None = None
    junit: Path | None = None
    shows_output: bool = False

    def pile(self) -> Pile:
        """Return the work of the run, as its processes are to take it."""
        if self.seed is not None:
            return Pile(shuffled(self.places, self.seed), self.processes)
        pieces = cut(self.places)
        return Pile(pieces if self.processes == 1 else longest_first(pieces))


class ParallelRun:
    """A run, from its first line to its exit code."""

    def __init__(self, plan: Plan, output: TextIO, *, tells_failures: bool = True) -> None:
        """Prepare to write to ``output``; unless the run ``tells_failures``, only its course."""
        self._tells_failures = tells_failures
        self._plan = plan
        self._outcome = Outcome()
        self._progress = Progress(output, len(plan.places))
        self._began = time.monotonic()

    def run(self) -> int:
        """Judge everything, tell what there is to tell, and return the exit code.

        Raises ``OSError`` if verdicts or JUnit files cannot be written.
        """
        self._progress.tell(self._heading())
        with _interrupted_by_signals():
            try:
                self._judge()
            except KeyboardInterrupt:
                self._outcome.is_interrupted = True
        self._progress.end()
        self._conclude()
        return self._outcome.exit_code

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdicts on scenarios, in the order in which they came."""
        return [each for each in self._outcome.verdicts if each.at]

    def _judge(self) -> None:
        plan = self._plan
        with tempfile.TemporaryDirectory(prefix="alicebob-", ignore_cleanup_errors=True) as folder:
            job = replace(plan.job, folder=folder)
            with Workers(
                plan.processes, job, plan.pile(), shows_output=plan.shows_output
            ) as workers:
                self._take_results(workers)
                _ignore_signals()
            for found in workers.already_found():
                if isinstance(found, Noted):
                    self._take(found)

    def _take_results(self, workers: Workers) -> None:
        try:
            for result in workers.results():
                self._take(result)
                if self._outcome.is_over or self._has_enough():
                    return
        except KeyboardInterrupt:
            _ignore_signals()
            self._outcome.is_interrupted = True
            for found in workers.already_found():
                self._take(found)

    def _take(self, result: Result) -> None:
        told = self._outcome.add(result)
        if told and (self._tells_failures or not isinstance(result, Judged)):
            self._progress.tell(as_only_takes(f"\n{told}"))
        self._progress.show(self._outcome.done, self._outcome.count(BROKEN, KNOWN_PASSES))

    def _has_enough(self) -> bool:
        return self._outcome.count(BROKEN) >= self._plan.enough

    def _heading(self) -> str:
        plan = self._plan
        features = len({place.path for place in plan.places})
        processes = f"{plan.processes} processes" if plan.processes > 1 else "one process"
        heading = (
            f"Judging {plan.profile.name}: {scenarios(len(plan.places))} of "
            f"{features} {'feature' if features == 1 else 'features'}, in {processes}."
        )
        if plan.seed is None:
            return heading
        again = f"--shuffle {plan.seed} --jobs {plan.processes}"
        return f"{heading}\nThe order is random: {again} repeats it."

    def _conclude(self) -> None:
        """Write the verdicts and the JUnit file, and print the summary."""
        plan, seconds = self._plan, time.monotonic() - self._began
        places = [f"{place.path}:{place.line}" for place in plan.places]
        verdicts = in_order(self._outcome.verdicts, places)
        if plan.verdicts is not None:
            writer = Verdicts(str(plan.verdicts))
            for verdict in verdicts:
                writer.write(verdict)
        if plan.junit is not None:
            write_junit(plan.junit, verdicts, plan.profile.name, seconds)
        if self._tells_failures:
            self._progress.tell(as_only_takes(f"\n{self._summary(verdicts, seconds)}"))

    def _summary(self, verdicts: Sequence[Verdict], seconds: float) -> str:
        profile, outcome = self._plan.profile, self._outcome
        run = Run(profile.name, seconds, profile.wire, profile.sentences, facts=profile.facts)
        lines = [summary([each for each in verdicts if each.at], run), *outcome.notes]
        left = len(self._plan.places) - outcome.done
        if left:
            lines.append(f"Not run: {scenarios(left)}.")
        if outcome.is_interrupted:
            lines.append("Interrupted: all processes and servers of the run have been ended.")
        elif self._has_enough():
            broken = scenarios(outcome.count(BROKEN))
            lines.append(f"Stopped there: {broken} broken, as --enough wants.")
        if not outcome.count(*JUDGED):
            lines.append("No scenario was judged, so nothing is proved.")
        return "\n".join(lines)


@contextlib.contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """Let the signals that end a process interrupt it, as Ctrl-C does, in a ``with`` block."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, interrupt) for each in _ENDING}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _ignore_signals() -> None:
    """Have nothing disturb the end of the run: it is quick, and must be complete."""
    for each in (*_ENDING, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
