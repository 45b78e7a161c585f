"""Tries the suite on every mutant: each must turn it red, and together they must turn every
scenario red at least once. A survivor, or a scenario that nothing breaks, fails the trial.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from harness import verdicts
from harness.profile import read
from harness.verdicts import BROKEN, KEPT, Verdict
from mutants.serve import names

ENOUGH = 6  # broken scenarios after which a mutant counts as caught
PATIENCE = 0.6  # seconds: a mutant keeps the suite waiting for what never comes
WORKERS = 2
_ROOT = Path(__file__).parent.parent
_SHOWN = 3  # of the scenarios that caught a mutant


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the suite made of one server."""

    mutant: str
    judged: tuple[Verdict, ...]
    seconds: float
    output: str

    @property
    def broken(self) -> list[Verdict]:
        """The scenarios that caught it."""
        return [verdict for verdict in self.judged if verdict.verdict == BROKEN]


def try_all(chosen: Sequence[str]) -> int:
    """Prints the table; returns 0 only if everything was caught, and everything can be broken."""
    unknown = sorted(set(chosen) - set(names()))
    if unknown:
        print(f"There is no mutant {', '.join(unknown)}. Known are:\n  " + "\n  ".join(names()))
        return 2
    everything = _control()
    if everything is None:
        return 1
    outcomes = _trial(list(chosen) or names(), [f"-Denough={ENOUGH}"])
    survivors = [outcome.mutant for outcome in outcomes if not outcome.broken]
    if survivors:
        print(f"\nSurvived: {', '.join(survivors)}. The suite does not see what is wrong there.")
    unbroken: set[str] = set()
    if not chosen:
        proved = {verdict.at for outcome in outcomes for verdict in outcome.broken}
        unbroken = _prove_the_rest(set(everything) - proved)
        for at in sorted(unbroken):
            print(f"Nothing breaks {at}  {everything[at]}")
    caught = len(outcomes) - len(survivors)
    print(f"\n{caught} of {len(outcomes)} mutants caught", end="")
    print(
        f"; {len(everything) - len(unbroken)} of {len(everything)} scenarios can fail."
        if not chosen
        else "."
    )
    return 1 if survivors or unbroken else 0


def _control() -> dict[str, str] | None:
    """All scenarios, by place, of the sound server; None if it is not green."""
    print("The reference server itself, as a control:", flush=True)
    sound = _judge("", [])
    not_kept = [verdict for verdict in sound.judged if verdict.verdict != KEPT]
    if not_kept or not sound.judged:
        print(sound.output[-4000:])
        print("The sound server is not green, so the mutants can prove nothing.")
        return None
    print(f"  {len(sound.judged)} scenarios kept, {sound.seconds:.1f} s\n", flush=True)
    return {verdict.at: verdict.name for verdict in sound.judged}


def _trial(mutants: Sequence[str], arguments: Sequence[str]) -> list[Outcome]:
    """Judges each mutant and prints its row as soon as it is known."""
    print(f"{'mutant':<36} {'time':>7}  caught by")
    outcomes = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for outcome in pool.map(lambda mutant: _judge(mutant, arguments), mutants):
            outcomes.append(outcome)
            print(
                f"{outcome.mutant:<36} {outcome.seconds:5.1f} s  {_caught_by(outcome)}", flush=True
            )
    return outcomes


def _prove_the_rest(unproved: set[str]) -> set[str]:
    """Looks for a mutant for each scenario that caught none yet, since others did before it."""
    if unproved:
        print(
            f"\n{len(unproved)} scenarios caught nothing yet; each is tried on all mutants.",
            flush=True,
        )
    left = set(unproved)

    def try_on(mutant: str) -> Outcome:
        return _judge(mutant, sorted(left)) if left else Outcome(mutant, (), 0.0, "")

    with ThreadPoolExecutor(WORKERS) as pool:
        for outcome in pool.map(try_on, names()):
            left -= {verdict.at for verdict in outcome.broken}
    return left


def _judge(mutant: str, arguments: Sequence[str]) -> Outcome:
    """Runs the suite on a mutant; on the sound server if ``mutant`` is empty."""
    which = f"-m mutants serve {mutant}" if mutant else "-m server"
    promises = ",".join(sorted(read("reference").promises))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "verdicts"
        command = [sys.executable, "-m", "behave", "--format=progress", f"-Dverdicts={file}"]
        command += [f"-Dserver={{python}} {which} --port {{port}} --log-level warning"]
        command += [f"-Dpromises={promises}", f"-Dpatience={PATIENCE}", *arguments]
        began = time.monotonic()
        run = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
        judged = tuple(verdicts.read(file)) if file.exists() else ()
    if not judged and mutant:
        judged = (Verdict("", "the server does not start", BROKEN),)
    return Outcome(mutant, judged, time.monotonic() - began, run.stdout + run.stderr)


def _caught_by(outcome: Outcome) -> str:
    broken = outcome.broken
    if not broken:
        return "NOBODY: it survived"
    laws = Counter(law for verdict in broken for law in dict.fromkeys(verdict.laws))
    words = [f"law of {law} ×{count}" for law, count in laws.most_common()]
    words += [verdict.name for verdict in broken if not verdict.laws][:_SHOWN]
    more = f" (stopped at {ENOUGH})" if len(broken) >= ENOUGH else ""
    return f"{len(broken)} scenarios{more}: " + "; ".join(words)
