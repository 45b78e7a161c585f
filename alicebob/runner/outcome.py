"""The outcome of a run, put together from what its processes found: reports and the exit code."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from alicebob.record.verdicts import (
    BROKEN,
    JUDGED,
    KNOWN_PASSES,
    MISTAKE,
    NOT_STARTED,
    Verdict,
    parse,
)
from alicebob.runner.messages import DidNotStart, Judged, Noted
from alicebob.runner.workers import Died, Result

ALL_KEPT, SOME_BROKEN, USAGE, NO_START, NOTHING_JUDGED, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""The exit codes of ``alicebob judge``."""
_OPTION = re.compile(r"-D (\w+)=")


@dataclass(slots=True)
class Outcome:
    """Everything known of a run so far, whichever process found it, in whichever order."""

    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # on servers, in sentences, each once
    done: int = 0  # scenarios
    has_bad_options: bool = False
    has_died: bool = False
    is_interrupted: bool = False
    _first: dict[str, str] = field(default_factory=dict)  # the place of the first, by cause

    def add(self, result: Result) -> str:
        """Take in a result; return what is to be told about it at once, or "".

        That a server does not start is told once, not by each process and for each scenario.
        """
        match result:
            case Judged(lines):
                self.done += 1
                found = [parse(line) for line in lines]
                self.verdicts += found
                return "\n".join(filter(None, map(self._report, found)))
            case DidNotStart(why, is_mistake, step):
                return self._add_failed_start(in_words_of_the_command(why), is_mistake, step)
            case Noted(note):
                self.notes += [note] if note not in self.notes else []
                return ""
            case Died(output):
                self.has_died = True
                return f"A process of the suite ended in the middle of its work.\n{output}"

    def count(self, *outcomes: str) -> int:
        """Return the number of scenarios with one of these outcomes."""
        return sum(each.verdict in outcomes for each in self.verdicts)

    @property
    def is_over(self) -> bool:
        """True if there is no point in going on."""
        fails = self.has_bad_options or self.count(NOT_STARTED) > 0
        return self.has_died or (fails and not self.done)

    @property
    def exit_code(self) -> int:
        """The exit code of the command; of several that apply, the one to look at first."""
        codes = {
            INTERRUPTED: self.is_interrupted,
            USAGE: self.has_bad_options or self.count(MISTAKE) > 0,
            SOME_BROKEN: self.has_died or self.count(BROKEN, KNOWN_PASSES) > 0,
            NO_START: self.count(NOT_STARTED) > 0,
            NOTHING_JUDGED: not self.count(*JUDGED),
        }
        return next((code for code, applies in codes.items() if applies), ALL_KEPT)

    def _add_failed_start(self, why: str, is_mistake: bool, step: str) -> str:
        if why in self._first:
            return ""
        self._first[why] = step
        self.has_bad_options |= is_mistake
        if not is_mistake:
            self.verdicts.append(Verdict("", step, NOT_STARTED, why=why))
        return why

    def _report(self, verdict: Verdict) -> str:
        """Return the text about a scenario that makes the run fail; "" for any other."""
        if not verdict.is_red:
            return ""
        place = f"{verdict.at}  {verdict.name}"
        cause = verdict.cause or (verdict.why if verdict.verdict == NOT_STARTED else "")
        first = self._first.setdefault(cause, verdict.at) if cause else verdict.at
        if first != verdict.at:
            is_told = verdict.verdict == NOT_STARTED
            return "" if is_told else f"{place}\n  The cause is that of {first}, reported above."
        step = f"  {verdict.step}\n" if verdict.step else ""
        text = verdict.report or in_words_of_the_command(verdict.why)
        return f"{place}\n{step}\n{text}\n"


def in_words_of_the_command(text: str) -> str:
    """Return a sentence about options of behave as one about those of ``alicebob judge``.

    >>> in_words_of_the_command("-D patience= takes seconds")
    '--patience takes seconds'
    """
    return _OPTION.sub(r"--\1", text)


def in_order(verdicts: Collection[Verdict], places: Sequence[str]) -> list[Verdict]:
    """Return verdicts in the order of ``places``, as one process would have written them."""
    numbers = {place: number for number, place in enumerate(places)}
    return sorted(verdicts, key=lambda verdict: numbers.get(verdict.at, -1))
