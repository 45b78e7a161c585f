"""Puts the suite on trial: every mutant must turn it red, and every scenario must be turned red by
some mutant.

A trial asks the scenario that caught a mutant last time (``mutants.memory``). Only a mutant that is
new, has changed, or is no longer caught by that scenario is played against its own feature folder,
and then against the whole suite. A full trial remembers nothing and works everything out anew.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mutants import memory
from mutants.control import Control
from mutants.coverage import cover
from mutants.judge import ENOUGH, Outcome, judge
from mutants.registry import Mutant, all_mutants, find, no_such
from mutants.scenarios import ROOT, scenarios

WORKERS = 2 * (os.cpu_count() or 1)  # a trial waits, for servers and for patience, half of its time
_SHOWN = 60  # characters of a scenario's name


@dataclass(frozen=True, slots=True)
class Plan:
    """The task of a trial: the ``chosen`` mutants (all, if empty), and of these one ``shard`` of
    several. A trial that ``is_full`` ignores the memory."""

    chosen: tuple[str, ...] = ()
    is_full: bool = False
    shard: tuple[int, int] = (1, 1)


def run(plan: Plan) -> int:
    """Run the trial and print it; return 0 only if every mutant was caught and every scenario can
    be turned red, 2 for names that no mutant has."""
    unknown = [name for name in plan.chosen if find(name) is None]
    if unknown:
        print("\n".join(map(no_such, unknown)), file=sys.stderr)
        return 2
    return Trial(plan).run()


class Trial:
    """One run over the chosen mutants."""

    def __init__(self, plan: Plan) -> None:
        every = all_mutants()
        named = {each.id: each for name in plan.chosen if (each := find(name))}
        chosen = list((named or every).values())
        index, shards = plan.shard
        self._plan = plan
        self._mutants = chosen[index - 1 :: shards]
        self._every = every
        self._places = scenarios()
        self._keys = {place: key for key, place in self._places.items()}
        self._memory = memory.load()
        self._memory.keep_only(every, self._places)
        if plan.is_full:
            for each in self._mutants:
                self._memory.caught.pop(each.id, None)
        self._control = Control()

    def run(self) -> int:
        """Judge the reference server as a control, then the mutants, then the coverage."""
        began = time.monotonic()
        places = self._control_places()
        if (places or self._plan.is_full) and not self._control.holds(places):
            return 1
        survivors = self._try_all()
        if survivors:
            names = ", ".join(survivors)
            print(f"\nSurvived: {names}. The suite does not see what is wrong there.")
        caught = len(self._mutants) - len(survivors)
        print(f"\n{caught} of {len(self._mutants)} mutants caught.")
        missing = [] if self._plan.chosen else self._cover()
        if memory.save(self._memory):
            print(f"Who caught what has changed: commit {memory.FILE.relative_to(ROOT)}.")
        print(f"Took {time.monotonic() - began:.0f} s.")
        return 1 if survivors or missing else 0

    def _control_places(self) -> list[str]:
        """Return every remembered scenario that will be asked; none in a full trial, which asks
        all."""
        if self._plan.is_full:
            return []
        keys = (self._memory.catcher(each, self._places) for each in self._mutants)
        return sorted({self._places[key] for key in keys if key is not None})

    def _try_all(self) -> list[str]:
        """Judge each mutant and print its row as soon as it is known; return the survivors."""
        width = max(len(each.id) for each in self._mutants)
        print(f"{'mutant':<{width}}  {'time':>6}  caught by")
        survivors = []
        with ThreadPoolExecutor(WORKERS) as pool:
            for each, outcome in zip(
                self._mutants, pool.map(self._try, self._mutants), strict=True
            ):
                print(f"{each.id:<{width}}  {outcome.seconds:4.1f} s  {_caught_by(outcome)}")
                sys.stdout.flush()
                if outcome.broken:
                    self._remember(each, outcome)
                else:
                    survivors.append(each.id)
        return survivors

    def _try(self, mutant: Mutant) -> Outcome:
        key = self._memory.catcher(mutant, self._places)
        attempts: list[Callable[[], Outcome]] = []
        if key is not None:
            place = self._places[key]
            attempts.append(lambda: judge(mutant.id, [place]))
        home = f"features/{mutant.folder}"
        attempts.append(lambda: judge(mutant.id, [f"-Denough={ENOUGH}", home]))
        attempts.append(lambda: judge(mutant.id, [f"-Denough={ENOUGH}"]))
        outcome = Outcome(mutant.id, (), 0.0, "")
        for attempt in attempts:
            outcome = self._control.sure(attempt())
            if outcome.broken:
                break
        return outcome

    def _remember(self, mutant: Mutant, outcome: Outcome) -> None:
        red = [self._keys[v.at] for v in outcome.broken if v.at in self._keys]
        remembered = self._memory.catcher(mutant, self._places)
        if red and red[0] != remembered:
            self._memory.remember(mutant, red)

    def _cover(self) -> list[str]:
        """Return the scenarios that no mutant turns red, after a closer look at them."""
        left = sorted(set(self._places) - self._memory.red())
        if left:
            print(f"{len(left)} scenarios were not seen red yet: looking closer …", flush=True)
        found = cover(left, self._places, self._every.values(), self._control)
        for mutant, keys in found:
            self._memory.remember(mutant, [*_first(self._memory, mutant), *keys])
        missing = sorted(set(left) - {key for _, keys in found for key in keys})
        for key in missing:
            print(f"No mutant turns red: {key}")
        every = len(self._places)
        print(f"{every - len(missing)} of {every} scenarios can be turned red.")
        return missing


def _first(remembered: memory.Memory, mutant: Mutant) -> Sequence[str]:
    """Return the scenarios known so far, which stay in front: they are the quickest."""
    caught = remembered.caught.get(mutant.id)
    return caught.red if caught is not None else ()


def _caught_by(outcome: Outcome) -> str:
    if not outcome.broken:
        return "NOBODY: it survived"
    first = outcome.broken[0]
    more = f" and {len(outcome.broken) - 1} more" if len(outcome.broken) > 1 else ""
    laws = f" (law of {', '.join(_unique(first.laws))})" if first.laws else ""
    return f'"{first.name.strip()[:_SHOWN]}"{laws}{more}'


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
