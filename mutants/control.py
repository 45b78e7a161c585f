"""The reference server as a control: what it breaks itself proves nothing about a mutant."""

from collections.abc import Collection
from threading import Lock

from alicebob.record.verdicts import KEPT
from mutants.judge import PATIENCE, Outcome, judge


class Control:
    """Knows which scenarios the reference server keeps at the patience that mutants are given."""

    def __init__(self) -> None:
        self._kept: set[str] = set()
        self._impatient: set[str] = set()
        self._lock = Lock()

    def holds(self, places: Collection[str]) -> bool:
        """Judge the reference server on the scenarios at ``places`` (all, if there are none); print
        what came out, and return whether the server is sound.

        A scenario that fails only at the mutants' short patience is left out of the trial.
        """
        outcome = judge("", sorted(places))
        self._learn(outcome)
        broken = [verdict.at for verdict in outcome.broken]
        again = self._again(outcome, broken)
        unsound = again.broken if again is not None else []
        if unsound or not outcome.judged:
            print(again.output if again is not None else outcome.output)
            print("The reference server itself is not green, so mutants can prove nothing.")
            return False
        for place in broken:
            print(f"Proves nothing at a patience of {PATIENCE} s: {place}")
        count = len(self._kept)
        print(f"Control: the reference server keeps {count} scenarios, {outcome.seconds:.1f} s.\n")
        return True

    def sure(self, outcome: Outcome) -> Outcome:
        """Return ``outcome`` without what the reference server breaks as well; scenarios that the
        control has not judged yet are judged now."""
        with self._lock:
            places = {verdict.at for verdict in outcome.broken if verdict.at}
            unknown = sorted(places - self._kept - self._impatient)
            if unknown:
                self._learn(judge("", unknown))
            return outcome.without(places - self._kept)

    def _again(self, outcome: Outcome, broken: Collection[str]) -> Outcome | None:
        """Judge what is broken once more, with patience; a server that did not start has no place,
        and needs no second try."""
        if not broken:
            return None
        return judge("", sorted(broken), patience=None) if all(broken) else outcome

    def _learn(self, outcome: Outcome) -> None:
        self._kept |= {v.at for v in outcome.judged if v.verdict == KEPT}
        self._impatient |= {v.at for v in outcome.broken}
