"""Runs the suite against one server: a mutant, or the reference server as it is."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, NOT_STARTED, Verdict
from alicebob.runner.services import REQUIRED
from alicebob.servers.profile_file import read
from mutants.scenarios import ROOT

PATIENCE = 0.6  # seconds: a mutant keeps the suite waiting for what never comes
PATIENCE_OF_SEVERAL = 2.0  # seconds: a store and two servers share the machine
ENOUGH = 5  # broken scenarios after which the suite stops

SEVERAL = "features/nodes"  # the features about several servers
_OF_SEVERAL = "nodes."  # begins the ids of their mutants
_STORE = "redis://localhost:{service_port}"


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

    Scenarios about several servers are judged on two, as are all for a mutant of those. A server
    that does not start counts as one broken scenario without a place.
    """
    places = [each for each in arguments if each.startswith("features")]
    options = [each for each in arguments if each not in places]
    on_several = [each for each in places if each.startswith(SEVERAL)]
    on_one = [each for each in places if each not in on_several]
    if mutant.startswith(_OF_SEVERAL):
        return _judge(mutant, arguments, patience, "reference-cluster")
    is_everything = not places
    if is_everything and not mutant:
        on_several = [SEVERAL]
    chosen = [("reference", on_one)] if on_one or is_everything else []
    chosen += [("reference-cluster", on_several)] if on_several else []
    outcomes = [_judge(mutant, [*options, *some], patience, profile) for profile, some in chosen]
    return outcomes[0] if len(outcomes) == 1 else _together(mutant, outcomes)


def _together(mutant: str, outcomes: Sequence[Outcome]) -> Outcome:
    judged = tuple(verdict for each in outcomes for verdict in each.judged)
    seconds = sum(each.seconds for each in outcomes)
    return Outcome(mutant, judged, seconds, "\n".join(each.output for each in outcomes))


def _judge(mutant: str, arguments: Sequence[str], patience: float | None, profile: str) -> Outcome:
    """Run behave on a server that is started as ``profile`` says, or on its mutant."""
    known = read(profile)
    is_cluster = bool(known.cluster.services)
    if is_cluster and patience is not None:
        patience = PATIENCE_OF_SEVERAL
    which = f"-m mutants serve {mutant}" if mutant else "-m server"
    store = f" --store {_STORE}" if is_cluster else ""
    promises = ",".join(sorted(known.promises))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "verdicts"
        command = [sys.executable, "-m", "behave", f"-Dverdicts={file}", "-fstory"]
        command.append(f"-Dprofile={profile}")  # which describes the page
        command += [f"-Dserver={{python}} {which} --port {{port}} --log-level warning{store}"]
        command += [f"-Dpromises={promises}", "-Dfirst_talk=no", *arguments]
        command += [f"-Dpatience={patience}"] if patience is not None else []
        environment = {**os.environ, REQUIRED: "1"}
        began = time.monotonic()
        run = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        judged = tuple(verdicts.read(file)) if file.exists() else ()
    if not judged and mutant:
        judged = (Verdict("", "the server does not start", BROKEN),)
    return Outcome(mutant, judged, time.monotonic() - began, run.stdout + run.stderr)
