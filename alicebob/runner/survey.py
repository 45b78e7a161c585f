"""A survey: which promises a server keeps, whether or not its profile makes them.

Some promises decide which laws all scenarios are judged by. A server that breaks one of these
would break everything. So the one at fault most often is given up, and everything that broke is
judged once more.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TextIO

from alicebob.laws import Law
from alicebob.record.verdicts import BROKEN, KEPT, Verdict
from alicebob.runner.outcome import ALL_KEPT, INTERRUPTED, NO_START, USAGE
from alicebob.runner.parallel_run import ParallelRun, Plan
from alicebob.scenario.judge import NEEDS
from alicebob.servers.profile import Profile
from alicebob.servers.promises import LEVELS, NEEDS_OWN_SERVER, ORDER

_OF_ANY_SERVER = ("shutdown", "not-found", "origin", "handshakes", "frames", "request-limits")
_WITHOUT_SETTINGS = {"shutdown"}  # needs a server of the suite's own, and nothing of that server
_ENDS = (USAGE, NO_START, INTERRUPTED)


def candidates(profile: Profile) -> list[str]:
    """Return the promises that a stranger's server may keep, and that no fact rules out.

    Promises that need settings of the reference server, or its other dialects, are not among them.
    """
    own = NEEDS_OWN_SERVER if profile.address is not None else NEEDS_OWN_SERVER - _WITHOUT_SETTINGS
    names = [*LEVELS["core"], *LEVELS["chat"], *_OF_ANY_SERVER]
    return [name for name in names if name not in own and name not in profile.impossible]


class Survey:
    """Runs on one server, until no more promise has to be given up."""

    def __init__(self, plan: Plan, output: TextIO) -> None:
        """Prepare to judge what ``plan`` promises, and to write to ``output``."""
        self._plan = plan
        self._output = output
        self._verdicts: dict[str, Verdict] = {}  # the last one of each scenario, by its place
        self._given_up = Counter[str]()  # promises, with the scenarios that broke by their laws

    def run(self) -> int:
        """Judge, tell what is kept, and return the exit code: 0 unless there is no result."""
        plan = self._plan
        while plan.places:
            run = ParallelRun(plan, self._output, tells_failures=False)
            code = run.run()
            if code in _ENDS:
                return code
            self._verdicts |= {each.at: each for each in run.verdicts}
            plan = self._next(plan, run.verdicts)
        told = list(told_promises(self._verdicts.values(), self._given_up, self._plan.profile))
        self._output.write("\n".join(["", *told, ""]))
        return ALL_KEPT

    def _next(self, plan: Plan, verdicts: Collection[Verdict]) -> Plan:
        """Return the plan for what broke, without the promise at fault; if none is, for nothing."""
        promises = plan.profile.promises
        broken = [verdict for verdict in verdicts if verdict.verdict == BROKEN]
        faults = Counter(name for verdict in broken for name in sorted(at_fault(verdict, promises)))
        worst = dict(faults.most_common(1))
        self._given_up.update(worst)
        left, again = promises - worst.keys(), {verdict.at for verdict in broken}
        return replace(
            plan,
            profile=replace(plan.profile, promises=left),
            places=tuple(p for p in plan.places if worst and f"{p.path}:{p.line}" in again),
            job=replace(plan.job, options={**plan.job.options, "promises": ",".join(sorted(left))}),
        )


def at_fault(verdict: Verdict, promises: Collection[str]) -> set[str]:
    """Return those ``promises`` without which the laws that a scenario broke are not applied."""
    needed = {promise for law in verdict.laws for promise in NEEDS.get(Law(law), ())}
    if Law.ORDER.value in verdict.laws and ORDER in promises:
        needed = needed - NEEDS[Law.ORDER] | {ORDER}
    return needed & set(promises)


def told_promises(
    verdicts: Collection[Verdict], given_up: Mapping[str, int], profile: Profile
) -> Iterator[str]:
    """Yield a line for each promise, and at the end those that are kept, as a profile has them."""
    counts = {name: Counter[str]() for name in profile.sentences if name in profile.promises}
    for verdict in verdicts:
        for name in verdict.promises:
            if name in counts:
                counts[name][verdict.verdict] += 1
    kept = [n for n, c in counts.items() if c[KEPT] and not c[BROKEN] and n not in given_up]
    room = max(map(len, counts), default=0)
    for name, count in counts.items():
        yield f"{name.ljust(room)}  {_result(count, given_up.get(name, 0), name in kept)}"
    listed = ", ".join(f'"{name}"' for name in kept)
    yield f"\nFor the profile:\npromises = [{listed}]"


def _result(count: Counter[str], given_up: int, is_kept: bool) -> str:
    judged = count[KEPT] + count[BROKEN]
    if is_kept:
        return f"kept ({judged:,})"
    if given_up:
        return f"broken (its law, in {given_up:,} scenarios)"
    return f"broken ({count[BROKEN]:,} of {judged:,})" if judged else "not judged"
