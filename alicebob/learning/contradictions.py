"""Contradictions between a profile and a talk with its server."""

from collections.abc import Iterable, Iterator

from alicebob.learning.findings import Finding, findings
from alicebob.learning.first_talk import Talk
from alicebob.learning.replay import ReadTalk, read_talk
from alicebob.model.facts import Facts
from alicebob.model.shown_text import shorten
from alicebob.wires.wire import Wire

_MOST_FRAMES = 3  # that are shown
_SHOWN = 160  # characters of a frame


def contradictions(wire: Wire, facts: Facts, talk: Talk) -> list[str]:
    """Return a sentence for each fact that a talk contradicts, and for frames that fit nothing."""
    read = read_talk(wire, talk)
    return [*_misfits(read), *_wrong_facts(facts, findings(read), talk)]


def _misfits(read: ReadTalk) -> Iterator[str]:
    odd = {frame.seen.text: frame.malformed for frame in read.frames if frame.malformed}
    for text, why in list(odd.items())[:_MOST_FRAMES]:
        yield f"{why}\n    {shorten(text, _SHOWN)}"
    if len(odd) > _MOST_FRAMES:
        yield f"{len(odd) - _MOST_FRAMES} more frames fit no [[hear]]"


def _wrong_facts(facts: Facts, found: Iterable[Finding], talk: Talk) -> Iterator[str]:
    for finding in found:
        told = getattr(facts, finding.fact)
        if finding.fact == "history":
            told = _history(facts.history, talk)
        is_silent = finding.fact == "blank" and told is None
        if told != finding.value and not is_silent:
            yield f"{finding.fact} = {toml(told)}, but {finding.sentence}"


def _history(told: int | None, talk: Talk) -> object:
    """Return the history as findings write it: of many messages, only so many were said."""
    arrival = talk.arrival(talk.guests[-1].name)
    said = sum(each.part < arrival for each in talk.words.values())
    if told == 0:
        return "none"
    return "all" if told is None or told >= said else told


def toml(value: object) -> str:
    """Return a fact's value as a profile writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return f"[{', '.join(toml(each) for each in value)}]"
        case int():
            return str(value)
    return f'"{value}"'
