"""The summary at the end of a run, made of its verdicts alone."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from alicebob.model.shown_text import printable
from alicebob.record.causes import told_by_cause
from alicebob.record.promise_table import WIDTH, promise_table
from alicebob.record.suspects import told_suspects
from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    AHEAD_KEPT,
    BROKEN,
    COULD_NOT_TELL,
    JUDGED,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NO_BROWSER,
    NO_SERVICE,
    NOT_FOR_THIS_DIALECT,
    NOT_PLAYED,
    NOT_STARTED,
    Verdict,
)

_LISTED = {
    COULD_NOT_TELL: "Could not tell:",
    KNOWN: "Known failures:",
    KNOWN_PASSES: "Known failures that pass now: remove them from known in the profile:",
    AHEAD_KEPT: "Ahead of the promises, and kept:",
    AHEAD_BROKEN: "Ahead of the promises, and broken:",
    MISTAKE: "Mistakes in features, which say nothing about the server:",
    NOT_STARTED: "The server did not start for:",
}
"""The outcomes whose scenarios are listed by name, with the words above each list."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run: the name of the server, the wire of its users in words, how many seconds it took.

    ``sentences`` are those of all promises; ``enough`` is the number of broken scenarios at which
    the run had to stop, and ``facts`` are those of the profile in words, by their names.
    """

    server: str
    seconds: float
    wire: str = "the dialect plain"
    sentences: Mapping[str, str] = field(default_factory=dict)
    enough: float = math.inf
    facts: Mapping[str, str] = field(default_factory=dict)


def summary(verdicts: Sequence[Verdict], run: Run) -> str:
    """Return the summary: broken scenarios by cause, others worth a look, the table of promises,
    and the totals in the last lines."""
    lines = told_by_cause(verdicts)
    for outcome, title in _LISTED.items():
        listed = [each for each in verdicts if each.verdict == outcome]
        if listed:
            lines += [title, *(line for each in listed for line in _told(each)), ""]
    for outcome in (NO_SERVICE, NO_BROWSER, NOT_PLAYED):
        lines += _by_reason(outcome, [each for each in verdicts if each.verdict == outcome])
    lines += _of_crowds([each for each in verdicts if each.crowd])
    table = promise_table(verdicts, run.sentences)
    lines += [*table, *([""] if table else [])]
    named = [line for told in told_suspects(verdicts, run.facts) for line in wrap(told, WIDTH)]
    return "\n".join([*lines, *named, *([""] if named else []), *_totals(verdicts, run)])


def _told(verdict: Verdict) -> Iterable[str]:
    """Yield the lines about a scenario; the first one of a sentence is enough."""
    yield f"  {verdict.at}  {printable(verdict.name)}".rstrip()
    because = f" ({verdict.fact})" if verdict.fact else ""
    why = printable(verdict.why.partition("\n")[0]) + because
    yield from wrap(why, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _by_reason(outcome: str, verdicts: Sequence[Verdict]) -> Iterable[str]:
    """Yield the lines about scenarios of which only the reasons are worth a look."""
    if verdicts:
        yield f"{outcome[:1].upper()}{outcome[1:]}:"
        for why, count in Counter(each.why for each in verdicts).most_common():
            told = f"{scenarios(count)}: {printable(why)}"
            yield from wrap(told, WIDTH, initial_indent="  ", subsequent_indent="    ")
        yield ""


def _of_crowds(verdicts: Sequence[Verdict]) -> Iterable[str]:
    """Yield the lines about scenarios with more users than are played through pages."""
    if verdicts:
        users = sum(each.crowd for each in verdicts)
        told = (
            f"{scenarios(len(verdicts))} with a crowd: {users:,} further users, because a crowd of "
            "browsers would test the machine"
        )
        yield from ("On sockets all the same:", *wrap(told, WIDTH, initial_indent="  "), "")


def _totals(verdicts: Sequence[Verdict], run: Run) -> Iterable[str]:
    counts = Counter(map(_outcome, verdicts))
    judged = sum(counts[outcome] for outcome in JUDGED)
    others = {NOT_FOR_THIS_DIALECT: f"not for {run.wire}"}
    parts = [f"{count:,} {others.get(outcome, outcome)}" for outcome, count in counts.items()]
    told = f"{scenarios(judged)} judged in {run.seconds:.1f} s"
    yield f"Server under test: {run.server}; {told}."
    if parts:
        yield from wrap(f"Scenarios: {'; '.join(sorted(parts, key=_of_parts))}.", WIDTH)
    if counts[BROKEN] >= run.enough:
        yield f"Stopped there: {scenarios(counts[BROKEN])} broken, as -D enough= wants."


def _outcome(verdict: Verdict) -> str:
    """Return the outcome in the totals, which name a service that is missing."""
    why = verdict.why.partition(":")[0]
    return f"not run: {why}" if verdict.verdict == NO_SERVICE else verdict.verdict


def _of_parts(part: str) -> int:
    return -int(part.partition(" ")[0].replace(",", ""))


def scenarios(count: int) -> str:
    """Return a number of scenarios in words."""
    return f"{count:,} scenario" if count == 1 else f"{count:,} scenarios"
