"""The table of a run: each promise with the number of its scenarios by outcome, and its sentence.

It is 100 columns wide at most. An outcome that no scenario had gets no column.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from alicebob.model.shown_text import cut
from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    AHEAD_KEPT,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    NOT_STARTED,
    Verdict,
)

WIDTH = 100  # columns
_LONGEST_NAME = 20  # characters of a promise
_GAP = "  "
_COLUMNS = {
    KEPT: "kept",
    BROKEN: "broken",
    COULD_NOT_TELL: "could not tell",
    NOT_PROMISED: "not promised",
    KNOWN: "known",
    KNOWN_PASSES: "known, passes",
    AHEAD_KEPT: "ahead, kept",
    AHEAD_BROKEN: "ahead, broken",
    MISTAKE: "mistake",
    NOT_STARTED: "not started",
}
"""The heading of each outcome that the table counts; it stands on as many lines as it has words."""
_BEFORE_FACTS = {**_COLUMNS, NOT_PROMISED: "could not be judged"}


def promise_table(verdicts: Iterable[Verdict], sentences: Mapping[str, str]) -> list[str]:
    """Return the lines of the table, without any if there are no verdicts on promises.

    ``sentences`` are those of the promises, in the order of the rows. A scenario that checks two
    promises counts for both. Promises that the server does not give are listed beneath, unless for
    a fact. One that no scenario could judge on the wire in use has a row that says so.
    """
    counts, facts = _tallied(verdicts)
    in_order = [name for name in sentences if name in counts]
    names = [*in_order, *sorted(set(counts) - set(in_order))]
    given = [name for name in names if name in facts or set(counts[name]) != {NOT_PROMISED}]
    rows = _rows(given, counts, facts, sentences) if given else []
    return [*rows, *_others([name for name in names if name not in given], counts, bool(rows))]


def _tallied(
    verdicts: Iterable[Verdict],
) -> tuple[dict[str, Counter[str]], dict[str, dict[str, None]]]:
    """Return for each promise the number of its scenarios by outcome, and what stood in the way of
    a verdict."""
    counts: dict[str, Counter[str]] = {}
    facts: dict[str, dict[str, None]] = {}
    elsewhere: dict[str, str] = {}
    for verdict in verdicts:
        if verdict.verdict == NOT_FOR_THIS_DIALECT:
            elsewhere |= dict.fromkeys(verdict.promises, verdict.why)
        for promise in verdict.promises if verdict.verdict in _COLUMNS else ():
            counts.setdefault(promise, Counter())[verdict.verdict] += 1
            if verdict.fact:
                told = f"{_BEFORE_FACTS[verdict.verdict]}: {verdict.fact}"
                facts.setdefault(promise, {})[told] = None
    for promise in elsewhere.keys() - counts.keys():
        counts[promise] = Counter()
        facts[promise] = {f"could not be judged: its scenarios are {elsewhere[promise]}": None}
    return counts, facts


def _others(
    names: Sequence[str], counts: Mapping[str, Counter[str]], follows_rows: bool
) -> Iterable[str]:
    """Yield the lines about promises that the server does not give."""
    if names:
        listed = (f"{cut(name, _LONGEST_NAME)} ({counts[name][NOT_PROMISED]:,})" for name in names)
        yield from [""] if follows_rows else []
        yield from wrap(f"Not promised (scenarios): {', '.join(listed)}.", WIDTH)


def _rows(
    names: Sequence[str],
    counts: Mapping[str, Counter[str]],
    facts: Mapping[str, Iterable[str]],
    sentences: Mapping[str, str],
) -> list[str]:
    columns = [each for each in _COLUMNS if any(counts[name][each] for name in names)]
    room = max(len("promise"), *(len(cut(name, _LONGEST_NAME)) for name in names))
    rows = _heading(columns, room)
    for name in names:
        told = [sentences.get(name, ""), *facts.get(name, ())]
        rows += _row(cut(name, _LONGEST_NAME).ljust(room), columns, counts[name], told)
    return rows


def _heading(columns: Sequence[str], room: int) -> list[str]:
    words = [_COLUMNS[each].split() for each in columns]
    height = max(map(len, words), default=1)
    lines = []
    for level in range(height):
        first = "promise" if level == height - 1 else ""
        cells = [_word(each, level - height + len(each)) for each in words]
        lines.append(_joined(first.ljust(room), columns, cells).rstrip())
    return lines


def _word(words: Sequence[str], number: int) -> str:
    return words[number] if number >= 0 else ""


def _row(
    name: str, columns: Sequence[str], count: Counter[str], told: Sequence[str]
) -> Iterable[str]:
    """Yield the lines of a promise: its counts beside its sentence, and facts beneath that."""
    cells = [f"{count[each]:,}" if count[each] else "–" for each in columns]
    first = _joined(name, columns, cells) + _GAP
    texts = [line for text in told for line in wrap(text, WIDTH - len(first))]
    yield (first + (texts[0] if texts else "")).rstrip()
    yield from (" " * len(first) + line for line in texts[1:])


def _joined(name: str, columns: Sequence[str], cells: Sequence[str]) -> str:
    return _GAP.join(
        [name, *(cell.rjust(_width(each)) for each, cell in zip(columns, cells, strict=True))]
    )


def _width(outcome: str) -> int:
    return max(map(len, _COLUMNS[outcome].split()))
