"""One attempt: the suite judges a server behind a relay with a fault."""

import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, COULD_NOT_TELL, Verdict
from alicebob.servers.process import FirstTalkFailed
from alicebob.servers.profile import Profile
from alicebob.servers.profile_file import read
from mutants.relay.fault import Fault
from mutants.relay.faults import NONE
from mutants.scenarios import ROOT

PATIENCE = 1.0  # seconds: a fault keeps the suite waiting for what never comes
AT_ONCE = 2 * (os.cpu_count() or 1)  # attempts: each waits for half of its time
_SHOWN = 60  # characters of a scenario's name


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A server, by its profile and the path of that."""

    path: str
    profile: Profile

    @classmethod
    def of(cls, file: str) -> "Target":
        """Return the server of a profile. Raises ``BadOption`` for an invalid one."""
        path = str(Path(file).absolute())
        return cls(path, read(path))


@dataclass(frozen=True, slots=True)
class Tried:
    """A fault on a server: the promises that forbid it, and the suite's verdicts."""

    target: Target
    fault: Fault
    covering: tuple[str, ...]
    judged: tuple[Verdict, ...]
    seconds: float
    output: str

    @property
    def red(self) -> list[Verdict]:
        """The scenarios that failed, or the first talk before them."""
        return [each for each in self.judged if each.is_red]

    @property
    def is_caught(self) -> bool:
        """True if a scenario failed, or the first talk did."""
        return any(
            each.verdict == BROKEN or each.name == FirstTalkFailed.step for each in self.judged
        )

    @property
    def outcome(self) -> str:
        """The outcome in words: what saw the fault, or that nothing did."""
        if self.is_caught:
            first = self.red[0]
            laws = f" (law of {', '.join(dict.fromkeys(first.laws))})" if first.laws else ""
            return f'"{first.name.strip()[:_SHOWN]}"{laws}'
        untold = sum(each.verdict == COULD_NOT_TELL for each in self.judged)
        return f"NOBODY: it survived ({', '.join(self.covering)}); {untold} could not tell"


def attempt(target: Target, fault: Fault | None, options: Sequence[str] = ()) -> Tried:
    """Judge a server behind a relay with a fault; without a relay for None."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "verdicts"
        command = [sys.executable, "-m", "alicebob", "judge", "--profile", target.path]
        command += ["--verdicts", str(file), *options]
        command += ["--server", _behind_relay(target, fault)] if fault else []
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
    covering = fault.covering(target.profile) if fault else ()
    return Tried(target, fault or NONE, covering, judged, seconds, run.stdout + run.stderr)


def attempt_until_seen(target: Target, fault: Fault, own: frozenset[str] = frozenset()) -> Tried:
    """Judge the features that are nearest to a fault, and all of them if these do not see it.

    ``own`` are the places of scenarios that the server breaks itself: they prove nothing.
    """
    enough = ["--jobs=1", f"--enough={1 + len(own)}", f"--patience={PATIENCE}"]
    for only in ([f"--only={fault.home}"], []):
        tried = attempt(target, fault, [*enough, *only])
        tried = replace(tried, judged=tuple(each for each in tried.judged if each.at not in own))
        if tried.is_caught:
            break
    return tried


def _behind_relay(target: Target, fault: Fault) -> str:
    """Return the command that starts a server behind a relay."""
    inner = [word.replace("{port}", "{inner}") for word in target.profile.command]
    relay = ["{python}", "-m", "mutants.relay", fault.name, "--port", "{port}"]
    return shlex.join([*relay, "--profile", target.path, "--", *inner])
