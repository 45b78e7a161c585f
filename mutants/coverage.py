"""Finds, for scenarios that no mutant is known to turn red, a mutant that does."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from mutants.control import Control
from mutants.judge import judge
from mutants.registry import Mutant
from mutants.scenarios import feature_folder

Found = list[tuple[Mutant, list[str]]]
_ROUNDS = 2  # some faults show only by luck


def cover(
    keys: Sequence[str], places: Mapping[str, str], mutants: Iterable[Mutant], control: Control
) -> Found:
    """Return which mutants turned which of the scenarios ``keys`` red.

    The mutants of a scenario's own folder are tried first, twice, and then all the others.
    """
    left, found, every = set(keys), Found(), list(mutants)

    def at_home(mutant: Mutant) -> list[str]:
        return sorted(key for key in left if feature_folder(key) == mutant.folder)

    def anywhere(_mutant: Mutant) -> list[str]:
        return sorted(left)

    def look(wanted: Callable[[Mutant], list[str]], mutant: Mutant) -> None:
        asked = wanted(mutant)
        if not asked:
            return
        outcome = control.sure(judge(mutant.id, [places[key] for key in asked]))
        broken = {verdict.at for verdict in outcome.broken}
        red = [key for key in asked if places[key] in broken]
        if red:
            found.append((mutant, red))
            left.difference_update(red)

    for wanted in (*[at_home] * _ROUNDS, anywhere):
        with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            list(pool.map(lambda mutant, wanted=wanted: look(wanted, mutant), every))
    return found
