"""Puts the suite on trial on foreign wires: it must see each fault that a promise forbids."""

import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, COULD_NOT_TELL, KEPT, Verdict
from alicebob.servers.profile import Profile
from alicebob.servers.profile_file import read
from mutants.relay.fault import Fault
from mutants.relay.faults import FAULTS, NONE
from mutants.scenarios import ROOT

PATIENCE = 1.0  # seconds: a fault keeps the suite waiting for what never comes
WORKERS = 2 * (os.cpu_count() or 1)  # a trial waits for half of its time
_SHOWN = 60  # characters of a scenario's name


@dataclass(frozen=True, slots=True)
class Tried:
    """A fault on a server: the promises that forbid it, and the suite's verdicts."""

    fault: Fault
    covering: tuple[str, ...]
    judged: tuple[Verdict, ...]
    seconds: float
    output: str

    @property
    def broken(self) -> list[Verdict]:
        """The scenarios that failed."""
        return [each for each in self.judged if each.is_red]

    @property
    def is_caught(self) -> bool:
        """True if a scenario failed."""
        return any(each.verdict == BROKEN for each in self.judged)


def run(files: Sequence[str], names: Sequence[str]) -> int:
    """Try the faults called ``names`` (all, if there are none) on the server of each profile, and
    print what came out. Return 1 if the suite did not see a fault that is forbidden, or saw one in
    a relay without any."""
    faults = [FAULTS[name] for name in names] if names else list(FAULTS.values())
    return max([_try_server(file, faults) for file in files])


def _try_server(file: str, faults: Sequence[Fault]) -> int:
    began = time.monotonic()
    path = str(Path(file).absolute())
    profile = read(path)
    print(f"{profile.name} ({file})", flush=True)
    control = _try(path, profile, NONE)
    own = _own_faults(path, profile, control)
    if own is None:
        print(control.output)
        print("The relay without a fault is not green here, so faults can prove nothing.")
        return 1
    covered = [fault for fault in faults if fault.covering(profile)]
    with ThreadPoolExecutor(WORKERS) as pool:
        tried = pool.map(lambda fault: _try_twice(path, profile, fault, own), covered)
        survived = [each.fault.name for each in map(_shown, tried) if not each.is_caught]
    for fault in faults:
        if fault not in covered:
            print(f"{fault.name:<30}         not covered by a promise, or not possible")
    print(f"{len(covered) - len(survived)} of {len(covered)} faults caught, ", end="")
    print(f"{time.monotonic() - began:.0f} s. Survived: {', '.join(survived) or 'none'}.\n")
    return int(bool(survived))


def _shown(tried: Tried) -> Tried:
    print(f"{tried.fault.name:<30} {tried.seconds:5.1f} s  {_outcome(tried)}", flush=True)
    return tried


def _outcome(tried: Tried) -> str:
    if tried.is_caught:
        (first, *_) = tried.broken
        laws = f" (law of {', '.join(dict.fromkeys(first.laws))})" if first.laws else ""
        return f'"{first.name.strip()[:_SHOWN]}"{laws}'
    untold = sum(each.verdict == COULD_NOT_TELL for each in tried.judged)
    return f"NOBODY: it survived ({', '.join(tried.covering)}); {untold} could not tell"


def _own_faults(path: str, profile: Profile, control: Tried) -> frozenset[str] | None:
    """Return the scenarios that the server itself breaks, now and then at least; None if the relay
    breaks some, or if nothing is kept."""
    broken = frozenset(each.at for each in control.broken)
    kept = sum(each.verdict == KEPT for each in control.judged)
    if broken:
        places = [f"--only={place}" for place in sorted(broken)]
        again = {each.at for each in _try(path, profile, NONE, places).broken}
        alone = {each.at for each in _try(path, profile, None, places).broken}
        if again - alone:
            return None
        print(f"Left out, because it is broken without a fault: {', '.join(sorted(broken))}")
    print(f"Control: {kept} scenarios kept, {control.seconds:.1f} s.", flush=True)
    return broken if kept else None


def _try_twice(path: str, profile: Profile, fault: Fault, own: frozenset[str]) -> Tried:
    """Judge the features that are nearest to a fault, and all of them if these do not see it. What
    the server breaks itself proves nothing."""
    enough = ["--jobs=1", f"--enough={1 + len(own)}", f"--patience={PATIENCE}"]
    for only in ([f"--only={fault.home}"], []):
        tried = _try(path, profile, fault, [*enough, *only])
        tried = replace(tried, judged=tuple(each for each in tried.judged if each.at not in own))
        if tried.is_caught:
            break
    return tried


def _try(path: str, profile: Profile, fault: Fault | None, options: Sequence[str] = ()) -> Tried:
    """Judge the server of a profile behind a relay with a fault; without a relay for None."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "verdicts"
        command = [sys.executable, "-m", "alicebob", "judge", "--profile", path]
        command += ["--verdicts", str(file), *options]
        command += ["--server", _behind_relay(path, profile, fault)] if fault else []
        began = time.monotonic()
        run = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        judged = tuple(verdicts.read(file)) if file.exists() else ()
    seconds = time.monotonic() - began
    covering = fault.covering(profile) if fault else ()
    return Tried(fault or NONE, covering, judged, seconds, run.stdout + run.stderr)


def _behind_relay(path: str, profile: Profile, fault: Fault) -> str:
    """Return the command that starts the server of a profile behind a relay."""
    inner = [word.replace("{port}", "{inner}") for word in profile.command]
    relay = ["{python}", "-m", "mutants.relay", fault.name, "--port", "{port}", "--profile", path]
    return shlex.join([*relay, "--", *inner])
