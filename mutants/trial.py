"""Tries the suite on every mutant: each must turn it red, and together they must turn every
scenario red at least once. A survivor, or a scenario that nothing breaks, fails the trial.

A mutant in ``mutants/people/`` is for ``features/people/`` to see, so those are judged first, and
the rest of the suite only if they do not see it.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, KEPT, Verdict
from alicebob.servers.profile import read
from mutants.serve import find, names, no_such

ENOUGH = 5  # broken scenarios after which a mutant counts as caught
PATIENCE = 0.6  # seconds: a mutant keeps the suite waiting for what never comes
WORKERS = 2
_ROOT = Path(__file__).parent.parent
_SHOWN = 2  # of the scenarios that caught a mutant


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

    def without(self, impatient: Collection[str]) -> "Outcome":
        """What is left of it when scenarios at these places prove nothing."""
        return replace(self, judged=tuple(v for v in self.judged if v.at not in impatient))


def try_all(chosen: Sequence[str]) -> int:
    """Prints the table; returns 0 only if everything was caught, and everything can be broken."""
    found = {name: find(name) for name in chosen}
    unknown = [name for name, whole in found.items() if whole is None]
    if unknown:
        print("\n".join(map(no_such, unknown)), file=sys.stderr)
        return 2
    scenarios = _control()
    if scenarios is None:
        return 1
    impatient = _impatient(scenarios)
    outcomes = _trial([whole for whole in found.values() if whole] or names(), impatient)
    survivors = [outcome.mutant for outcome in outcomes if not outcome.broken]
    if survivors:
        print(f"\nSurvived: {', '.join(survivors)}. The suite does not see what is wrong there.")
    print(f"\n{len(outcomes) - len(survivors)} of {len(outcomes)} mutants caught.")
    unbroken = set() if chosen else _unbroken(scenarios, outcomes, impatient)
    return 1 if survivors or unbroken else 0


def _control() -> dict[str, str] | None:
    """All scenarios, by place, of the sound server; None if it is not green."""
    print("The reference server itself, as a control:", flush=True)
    sound = _judge("", [])
    not_kept = [verdict for verdict in sound.judged if verdict.verdict != KEPT]
    if not_kept or not sound.judged:
        print(sound.output)
        print("The sound server is not green, so the mutants can prove nothing.")
        return None
    print(f"  {len(sound.judged)} scenarios kept, {sound.seconds:.1f} s\n", flush=True)
    return {verdict.at: verdict.name for verdict in sound.judged}


def _impatient(scenarios: dict[str, str]) -> set[str]:
    """The scenarios that a server breaks without being at fault, at the patience that mutants are
    given: what they say of a mutant proves nothing."""
    sound = _judge("", [f"-Dpatience={PATIENCE}"])
    found = {verdict.at for verdict in sound.broken}
    for at in sorted(found):
        print(f"Proves nothing at a patience of {PATIENCE} s: {at}  {scenarios.get(at, '')}")
    print(
        f"  once more with the patience that mutants are given: {sound.seconds:.1f} s\n", flush=True
    )
    return found


def _trial(mutants: Sequence[str], impatient: Collection[str]) -> list[Outcome]:
    """Judges each mutant and prints its row as soon as it is known."""
    width = max(map(len, mutants))
    print(f"{'mutant':<{width}}  {'time':>6}  caught by")
    outcomes = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for outcome in pool.map(partial(_judge_at_home_first, impatient), mutants):
            outcomes.append(outcome)
            row = f"{outcome.mutant:<{width}}  {outcome.seconds:4.1f} s  {_caught_by(outcome)}"
            print(row, flush=True)
    return outcomes


def _judge_at_home_first(impatient: Collection[str], mutant: str) -> Outcome:
    enough = f"-Denough={ENOUGH}"
    home = f"features/{mutant.partition('/')[0]}"
    if (_ROOT / home).is_dir():  # or behave would fail, and the mutant seem to be caught
        outcome = _judge(mutant, [enough, home]).without(impatient)
        if outcome.broken:
            return outcome
    return _judge(mutant, [enough]).without(impatient)


def _unbroken(
    scenarios: dict[str, str], outcomes: Iterable[Outcome], impatient: Collection[str]
) -> set[str]:
    """The scenarios that no mutant turns red, after a closer look at those not yet seen red."""
    left = set(scenarios) - set(impatient)
    left -= {verdict.at for outcome in outcomes for verdict in outcome.broken}
    if left:
        print(f"{len(left)} scenarios were not seen red yet: looking closer …", flush=True)

    def try_on(mutant: str, folder: str) -> Outcome:
        places = sorted(at for at in left if at.startswith(folder))
        outcome = _judge(mutant, places) if places else Outcome(mutant, (), 0.0, "")
        return outcome.without(impatient)

    def try_at_home(mutant: str) -> Outcome:
        return try_on(mutant, f"features/{mutant.partition('/')[0]}/")

    def try_anywhere(mutant: str) -> Outcome:
        return try_on(mutant, "features/")

    with ThreadPoolExecutor(WORKERS) as pool:
        for look in (try_at_home, try_at_home, try_anywhere):  # some faults are a matter of luck
            for outcome in pool.map(look, names()):
                left -= {verdict.at for verdict in outcome.broken}
    for at in sorted(left):
        print(f"Nothing breaks {at}  {scenarios[at]}")
    print(f"{len(scenarios) - len(left)} of {len(scenarios)} scenarios were seen red.")
    return left


def _judge(mutant: str, arguments: Sequence[str]) -> Outcome:
    """Runs the suite on a mutant; on the sound server if ``mutant`` is empty."""
    which = f"-m mutants serve {mutant}" if mutant else "-m server"
    promises = ",".join(sorted(read("reference").promises))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "verdicts"
        command = [sys.executable, "-m", "behave", f"-Dverdicts={file}"]
        command += ["--format=alicebob.runner.formatter:FailureReportFormatter"]
        command += [f"-Dserver={{python}} {which} --port {{port}} --log-level warning"]
        command += [f"-Dpromises={promises}", *arguments]
        command += [f"-Dpatience={PATIENCE}"] if mutant else []
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
    words += [f'"{verdict.name}"' for verdict in broken if not verdict.laws][:_SHOWN]
    more = "+" if len(broken) >= ENOUGH else ""
    return f"{len(broken)}{more} scenarios: {'; '.join(words)}"
