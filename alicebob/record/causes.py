"""Causes of failures: scenarios that fail alike probably fail by one mistake of the server.

The cause of a failure is its law and its words, without what differs from scenario to scenario:
users become letters in the order in which they are named, so that a witness who sent the message
is told apart from one who did not, and texts and numbers become dots.
"""

import re
from collections.abc import Collection, Iterable
from itertools import groupby

from alicebob.model.received import PROBE_USER
from alicebob.model.shown_text import cut, printable
from alicebob.record.failure_report import Failure
from alicebob.record.verdicts import BROKEN, Verdict

_LONGEST = 300  # characters of a cause
_QUOTED = re.compile(r'"[^"]*"(?: \([\d,]+ characters(?: in all)?\))?')
_NUMBER = re.compile(r"\d+(?:[,.:]\d+)*")
_TWICE = re.compile(r"\btwice\b")
_READ = 1_000  # characters of a text: what comes after them tells no causes apart
_LETTERS = "ABC"  # for the users who are named first; any further user is an "other"


def cause_of(failure: Failure, names: Collection[str]) -> str:
    """Return the cause of a failure in a scenario whose users have these ``names``."""
    words = [failure.expected, failure.actual]
    if not failure.law:
        words.insert(0, failure.headline)
    return cut(" | ".join([failure.law or "expectation", anonymous(words, names)]), _LONGEST)


def anonymous(texts: Iterable[str], names: Collection[str]) -> str:
    """Return texts without what differs from scenario to scenario.

    >>> anonymous(['Bob: Al: "hi", once', "Bob: 3 times"], ["Al", "Bob"])
    'A: B: "…", once | A: … times'
    """
    text = " | ".join(each[:_READ].partition("\n")[0] for each in texts)
    shown = {PROBE_USER, *(printable(name) for name in names if name.strip())}
    longest_first = sorted(shown, key=len, reverse=True)
    any_name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    letters: dict[str, str] = {}
    text = any_name.sub(lambda found: _letter(letters, found[0]), text)
    text = _NUMBER.sub("…", _QUOTED.sub('"…"', _TWICE.sub("… times", text)))
    return ", ".join(part for part, _ in groupby(text.split(", ")))  # a list of any length


def _letter(letters: dict[str, str], name: str) -> str:
    count = len(letters)
    return letters.setdefault(name, _LETTERS[count] if count < len(_LETTERS) else "other")


def by_cause(verdicts: Iterable[Verdict]) -> list[list[Verdict]]:
    """Return the broken scenarios in groups of one cause, the largest group first."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.verdict == BROKEN:
            groups.setdefault(verdict.cause or verdict.at, []).append(verdict)
    return sorted(groups.values(), key=len, reverse=True)


def told_by_cause(verdicts: Iterable[Verdict]) -> list[str]:
    """Return the lines about broken scenarios: one report for each cause, and the other scenarios
    that failed by it. A scenario that failed by a cause of its own is one line: its report has been
    printed when it failed."""
    groups = by_cause(verdicts)
    lines: list[str] = []
    for group in groups:
        if len(group) > 1:
            lines += [*_shared(group), ""]
    alone = [group[0] for group in groups if len(group) == 1]
    if alone:
        lines += ["Broken, each by a cause of its own:", *map(_line, alone), ""]
    return lines


def _shared(group: list[Verdict]) -> list[str]:
    first, *others = group
    return [
        *[f"{len(group):,} failures of one cause. The first is", _line(first), ""],
        *([f"  {first.step}", ""] if first.step else []),
        *first.report.splitlines(),
        *["", "The others are:", *map(_line, others)],
    ]


def _line(verdict: Verdict) -> str:
    return f"  {verdict.at}  {printable(verdict.name)}".rstrip()
