"""Reader of the text format of Prometheus."""

import re
from collections.abc import Mapping

Labels = frozenset[tuple[str, str]]
Series = tuple[str, Labels]
"""A metric's name, and the labels that tell one of its numbers from the others."""

_SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{(.*)\})?\s*(?<=[\s}])(\S+)(?:\s+-?\d+)?")
_LABEL = re.compile(r'\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)')
_ESCAPED = re.compile(r"\\(.)")
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
