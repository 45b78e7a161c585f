"""Runs the suite against one server: a mutant, or the reference server as it is."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, NOT_STARTED, Verdict
from alicebob.servers.profile_file import read
from mutants.scenarios import ROOT

PATIENCE = 0.6  # seconds: a mutant keeps the suite waiting for what never comes
ENOUGH = 5  # broken scenarios after which the suite stops


@dataclass(frozen=True, slots=True)
class Outcome:
    """The suite's verdicts on one server, the seconds they took, and what behave printed."""

    mutant: str
    judged: tuple[Verdict, ...]
    seconds: float
    output: str

    @property
    def broken(self) -> list[Verdict]:
        """The scenarios that failed, the quickest first; those for which no server started, too."""
        failed = (each for each in self.judged if each.verdict in (BROKEN, NOT_STARTED))
        return sorted(failed, key=lambda each: each.seconds)

    def without(self, places: Collection[str]) -> "Outcome":
        """Return the outcome without the scenarios at ``places``, which prove nothing."""
        return replace(self, judged=tuple(v for v in self.judged if v.at not in places))


def judge(mutant: str, arguments: Sequence[str], patience: float | None = PATIENCE) -> Outcome:
    """Run behave with ``arguments`` on a mutant; on the reference server if ``mutant`` is empty.

    A server that does not start counts as one broken scenario without a place.
    """
    which = f"-m mutants serve {mutant}" if mutant else "-m server"
    promises = ",".join(sorted(read("reference").promises))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "verdicts"
        command = [sys.executable, "-m", "behave", f"-Dverdicts={file}", "-fstory"]
        command.append("-Dprofile=reference")  # which describes the page
        command += [f"-Dserver={{python}} {which} --port {{port}} --log-level warning"]
        command += [f"-Dpromises={promises}", "-Dfirst_talk=no", *arguments]
        command += [f"-Dpatience={patience}"] if patience is not None else []
        began = time.monotonic()
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        judged = tuple(verdicts.read(file)) if file.exists() else ()
    if not judged and mutant:
        judged = (Verdict("", "the server does not start", BROKEN),)
    return Outcome(mutant, judged, time.monotonic() - began, run.stdout + run.stderr)
