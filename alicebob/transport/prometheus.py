"""Reader of the text format of Prometheus."""

import re
from collections.abc import Mapping
from itertools import pairwise

Labels = frozenset[tuple[str, str]]
Series = tuple[str, Labels]
"""A metric's name, and the labels that tell one of its numbers from the others."""

_SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{(.*)\})?\s*(?<=[\s}])(\S+)(?:\s+-?\d+)?")
_LABEL = re.compile(r'\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)')
_ESCAPED = re.compile(r"\\(.)")
_GROWING = ("_total", "_count", "_sum", "_bucket")  # end the names of numbers that never fall
_INEXACT = 1e-6  # relative: a sum of many floats
_UNESCAPED = {"n": "\n", '"': '"', "\\": "\\"}


class NotMetrics(ValueError):
    """Raised for text that Prometheus could not read, with the wrong line."""


def read(text: str) -> Mapping[Series, float]:
    """Return every number in ``text``. Raises ``NotMetrics``, also for a number that appears
    twice."""
    found: dict[Series, float] = {}
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        series, value = _sample(line.strip())
        if series in found:
            raise NotMetrics(f"the number appears twice: {line}")
        found[series] = value
    return found


def series(name: str, **labels: str) -> Series:
    """Return the key of a number, as in ``series("chat_leaves_total", code="1000")``."""
    return name, frozenset(labels.items())


def misfits(before: Mapping[Series, float], now: Mapping[Series, float]) -> list[str]:
    """Return what contradicts itself: counters lower than ``before``, and histograms whose buckets,
    sum and count do not fit."""
    fallen = [
        f"{_shown(key)} fell from {value:g} to {now.get(key, 0):g}"
        for key, value in before.items()
        if key[0].endswith(_GROWING) and now.get(key, 0) < value
    ]
    names = {name.removesuffix("_bucket") for name, _ in now if name.endswith("_bucket")}
    return fallen + [why for name in sorted(names) for why in _histogram_misfits(name, now)]


def _histogram_misfits(name: str, now: Mapping[Series, float]) -> list[str]:
    """Return what is wrong with the histogram ``name``, which has no labels but those of its
    buckets."""
    buckets = sorted(
        (float(dict(labels)["le"]), value)
        for (its, labels), value in now.items()
        if its == f"{name}_bucket" and "le" in dict(labels)
    )
    count, total = now.get(series(f"{name}_count")), now.get(series(f"{name}_sum"))
    if count is None or total is None or not buckets or buckets[-1][0] != float("inf"):
        return [f"{name} lacks its count, its sum, or the bucket +Inf"]
    if buckets[-1][1] != count or any(a[1] > b[1] for a, b in pairwise(buckets)):
        return [f"the buckets of {name} do not rise to its count {count:g}"]
    steps = [(0.0, 0.0), *buckets]
    least = sum(below * (up_to - so_far) for (below, so_far), (_, up_to) in pairwise(steps))
    most = sum(
        bound * (up_to - so_far) if up_to > so_far else 0.0
        for (_, so_far), (bound, up_to) in pairwise(steps)
    )
    if not least * (1 - _INEXACT) <= total <= most * (1 + _INEXACT):
        return [f"the sum of {name} is {total:g}; by its buckets it is {least:g} to {most:g}"]
    return []


def _shown(key: Series) -> str:
    name, labels = key
    return name + "".join(f" {label}={value}" for label, value in sorted(labels))


def _sample(line: str) -> tuple[Series, float]:
    match = _SAMPLE.fullmatch(line)
    if match is None:
        raise NotMetrics(f"neither a comment nor a number: {line}")
    name, labels, value = match.groups()
    try:
        return (name, _labels(labels or "")), float(value)
    except ValueError:
        raise NotMetrics(f"not read: {line}") from None


def _labels(text: str) -> Labels:
    found, position = [], 0
    while position < len(text.rstrip()):
        match = _LABEL.match(text, position)
        if match is None:
            raise ValueError(text)
        found.append((match[1], _ESCAPED.sub(lambda m: _UNESCAPED.get(m[1], m[0]), match[2])))
        position = match.end()
    return frozenset(found)
