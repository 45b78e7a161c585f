"""The outcome of a run, put together from what its processes found: the summary, the exit code."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from alicebob.record.verdicts import (
    BROKEN,
    KEPT,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    Verdict,
    parse,
)
from alicebob.runner.messages import DidNotStart, Judged
from alicebob.runner.workers import Died

ALL_KEPT, SOME_BROKEN, USAGE, NO_START, NOTHING_JUDGED, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""The exit codes of ``alicebob judge``."""
_OPTION = re.compile(r"-D (\w+)=")


@dataclass(slots=True)
class Outcome:
    """Everything known of a run so far, whichever process found it, in whichever order."""

    verdicts: list[Verdict] = field(default_factory=list)
    done: int = 0  # scenarios
    mistakes: int = 0  # of features or options
    starts: int = 0  # of servers that failed
    has_died: bool = False
    is_interrupted: bool = False
    _told: set[str] = field(default_factory=set)

    def add(self, result: Judged | DidNotStart | Died) -> str:
        """Take in a result; return what is to be told about it at once, or "".

        That a server does not start is told once, not by each process and for each scenario.
        """
        match result:
            case Judged():
                return self._add_scenario(result)
            case DidNotStart(why, is_mistake):
                self.mistakes += is_mistake
                self.starts += not is_mistake
                return self._once(in_words_of_the_command(why), why)
            case Died(output):
                self.has_died = True
                return f"A process of the suite ended in the middle of its work.\n{output}"

    def count(self, verdict: str) -> int:
        """Return the number of scenarios with a verdict."""
        return sum(each.verdict == verdict for each in self.verdicts)

    @property
    def is_over(self) -> bool:
        """True if there is no point in going on."""
        return self.has_died or (not self.done and bool(self.mistakes or self.starts))

    @property
    def exit_code(self) -> int:
        """The exit code of the command; of several that apply, the one to look at first."""
        codes = {
            INTERRUPTED: self.is_interrupted,
            USAGE: self.mistakes > 0,
            SOME_BROKEN: self.has_died or self.count(BROKEN) > 0,
            NO_START: self.starts > 0,
            NOTHING_JUDGED: not self.count(KEPT),
        }
        return next((code for code, applies in codes.items() if applies), ALL_KEPT)

    def summary(self, server: str, seconds: float, total: int) -> str:
        """Return the last lines of a run on ``server``, of ``total`` scenarios."""
        counts = Counter(each.verdict for each in self.verdicts)
        judged = counts[KEPT] + counts[BROKEN]
        lines = [
            f"Server under test: {server}; {scenarios(judged)} judged in {seconds:.1f} s: "
            f"{counts[KEPT]:,} kept, {counts[BROKEN]:,} broken."
        ]
        lines += [
            f"{name.capitalize()}: {scenarios(counts[name])}"
            for name in (NOT_PROMISED, NOT_FOR_THIS_DIALECT)
            if counts[name]
        ]
        if self.mistakes:
            lines.append("There are mistakes in features or options, told above: mend them first.")
        if self.done < total:
            lines.append(f"Not run: {scenarios(total - self.done)}.")
        if not judged:
            lines.append("No scenario was judged, so nothing is proved.")
        return "\n".join(lines)

    def _add_scenario(self, judged: Judged) -> str:
        self.done += 1
        self.verdicts += map(parse, judged.verdicts)
        self.mistakes += judged.is_mistake
        self.starts += judged.is_start
        if not judged.is_start:
            return judged.report
        _, _, why = judged.report.partition("\n\n")  # without the scenario
        return self._once(in_words_of_the_command(judged.report), why)

    def _once(self, text: str, why: str) -> str:
        if why in self._told:
            return ""
        self._told.add(why)
        return text


def in_words_of_the_command(text: str) -> str:
    """Return a sentence about options of behave as one about those of ``alicebob judge``.

    >>> in_words_of_the_command("-D patience= takes seconds")
    '--patience takes seconds'
    """
    return _OPTION.sub(r"--\1", text)


def scenarios(count: int) -> str:
    """Return a number of scenarios in words.

    >>> scenarios(1), scenarios(1662)
    ('1 scenario', '1,662 scenarios')
    """
    return f"{count:,} scenario" if count == 1 else f"{count:,} scenarios"


def in_order(verdicts: Sequence[Verdict], places: Sequence[str]) -> list[Verdict]:
    """Return verdicts in the order of ``places``, as one process would have written them."""
    numbers = {place: number for number, place in enumerate(places)}
    return sorted(verdicts, key=lambda verdict: numbers.get(verdict.at, len(numbers)))
