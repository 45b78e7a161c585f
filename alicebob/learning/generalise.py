"""From frames of one kind to the template that they all fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from alicebob.learning.frames import TYPE_KEYS, Marks, is_passing, parse, pieces, without_passing
from alicebob.wires.hole import same
from alicebob.wires.strict_json import write_json

ANY = "{*}"
USER = "{user}"
_KNOWN = ("{text}", USER, "{number}", "{room}", "{count:int}")
_HOLES = (*_KNOWN, ANY, "{users:list}", "{number:int}")


@dataclass(frozen=True, slots=True)
class Example:
    """A value that was received, with what is known of it: the holes for known values, the signs of
    all guests, and how many of them were there."""

    value: object
    marks: Marks
    people: frozenset[str] = frozenset()
    present: int = -1

    def part(self, value: object) -> "Example":
        """Return the example of a part of the value."""
        return Example(value, self.marks, self.people, self.present)


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """A template as it is written into a profile: ``kind`` is text or json."""

    kind: str
    body: str
    prefix: str = ""

    @property
    def weight(self) -> int:
        """The characters that a frame must have to fit; the larger, the more particular."""
        literal = self.body
        for hole in _HOLES:
            literal = literal.replace(hole, "")
        return len(literal) + len(self.prefix)

    def has(self, hole: str) -> bool:
        """Return True if a hole with this name is in the template."""
        return f"{{{hole}}}" in self.body or f"{{{hole}:" in self.body


def template_of(examples: Sequence[Example]) -> TemplateSource:
    """Return the template of frames, whose texts are the values of ``examples``."""
    parsed = [parse(str(each.value)) for each in examples]
    first = parsed[0]
    if first is None or any(each is None or each.prefix != first.prefix for each in parsed):
        return TemplateSource("text", _text(examples))
    values = [each.part(p.value) for each, p in zip(examples, parsed, strict=True) if p]
    merged = _merged(values, "")
    return TemplateSource("json", write_json({} if merged is None else merged[0]), first.prefix)


Merged = tuple[object] | None
"""A part of a template; None for a part about which nothing can be said."""


def _merged(examples: Sequence[Example], key: str) -> Merged:
    values = [each.value for each in examples]
    if all(isinstance(value, dict) for value in values):
        return _objects(examples)
    if all(isinstance(value, list) for value in values):
        return _lists(examples)
    if all(isinstance(value, str) for value in values):
        return _strings(examples, key)
    return _numbers(examples, key)


def _objects(examples: Sequence[Example]) -> Merged:
    values = [each.value for each in examples if isinstance(each.value, dict)]
    if any(set(value) & each.people for each, value in zip(examples, values, strict=True)):
        return ({"$keys": USER},)
    found = {}
    for key in values[0]:
        if all(key in value for value in values):
            inner = [e.part(v[key]) for e, v in zip(examples, values, strict=True)]
            merged = _merged(inner, key)
            if merged is not None:
                found[key] = merged[0]
    return (_said_once(found),) if found else None


def _said_once(found: dict[str, object]) -> dict[str, object]:
    """Return an object without what is made of the text that stands in it as it is: its HTML, a
    preview. Nobody knows how it is made of other texts."""
    if "{text}" not in found.values():
        return found
    return {
        key: value
        for key, value in found.items()
        if value == "{text}" or not (isinstance(value, str) and "{text}" in value)
    }


def _lists(examples: Sequence[Example]) -> Merged:
    items = [e.part(item) for e in examples if isinstance(e.value, list) for item in e.value]
    are_texts = all(isinstance(each.value, str) for each in items)
    if are_texts and any(each.value in each.people for each in items):
        return ("{users:list}",)
    if items and all(isinstance(each.value, dict) for each in items):
        return _each(items)
    lengths = {len(e.value) for e in examples if isinstance(e.value, list)}
    if len(lengths) > 1:
        return None
    columns = zip(*(e.value for e in examples if isinstance(e.value, list)), strict=True)
    found = [
        _merged([e.part(v) for e, v in zip(examples, column, strict=True)], "type")
        for column in columns
    ]
    return ([ANY if each is None else each[0] for each in found],)


def _each(items: Sequence[Example]) -> Merged:
    """Return the template of a list whose items are of one kind: of people, or of messages."""
    whoever = [Example(e.value, {**dict.fromkeys(e.people, USER), **e.marks}) for e in items]
    known = [each for each in whoever if any(sign in write_json(each.value) for sign in each.marks)]
    merged = _merged(known, "") if known else None
    if merged is None or not any(hole in write_json(merged[0]) for hole in (USER, "{text}")):
        return None
    return ({"$each": merged[0]},)


def _strings(examples: Sequence[Example], key: str) -> Merged:
    if all(str(each.value)[:1] in ("{", "[") for each in examples):
        inner = [parse(str(each.value)) for each in examples]
        if all(each is not None and not each.prefix for each in inner):
            values = [e.part(p.value) for e, p in zip(examples, inner, strict=True) if p]
            merged = _merged(values, "")
            return None if merged is None else ({"$json": merged[0]},)
    text = _text(examples)
    if any(hole in text for hole in _KNOWN):
        return (text,)
    first = str(examples[0].value)
    is_equal = len({each.value for each in examples}) == 1 and not is_passing(first)
    is_told = len(examples) > 1 or key in TYPE_KEYS or not any(map(str.isdigit, first))
    return (text,) if is_equal and is_told else None


def _numbers(examples: Sequence[Example], key: str) -> Merged:
    values = [each.value for each in examples]
    if all(e.marks.get(str(e.value)) == "{number}" for e in examples):
        return ("{number:int}",)
    if len(examples) > 1 and len(set(map(str, values))) > 1:
        is_count = all(type(e.value) is int and e.value == e.present for e in examples)
        return ("{count:int}",) if is_count else None
    is_literal = isinstance(values[0], bool) or values[0] is None or key in TYPE_KEYS
    equal = all(same(values[0], value) for value in values)
    return (values[0],) if is_literal and equal else None


def _text(examples: Sequence[Example]) -> str:
    """Return the template of texts."""
    cut = [pieces(str(each.value), each.marks) for each in examples]
    holes = {tuple(each[1::2]) for each in cut}
    if len(holes) > 1:
        return ANY
    found = ""
    for index, column in enumerate(zip(*cut, strict=True)):
        found += column[0] if index % 2 else _literal(column, examples)
    return found


def _literal(texts: Sequence[str], examples: Sequence[Example]) -> str:
    """Return what stands between two holes, with a hole for what differs."""
    written = [without_passing(_escaped(text)) for text in texts]
    if len(set(written)) == 1:
        return written[0]
    start = _common_start(written)
    rest = [text[len(start) :] for text in written]
    end = _common_start([text[::-1] for text in rest])[::-1]
    start, end = start.rstrip("0123456789"), end.lstrip("0123456789")
    middles = [text[len(start) : len(text) - len(end)] for text in written]
    is_count = all(m == str(e.present) for m, e in zip(middles, examples, strict=True))
    return f"{start}{'{count:int}' if is_count else ANY}{end}"


def _common_start(texts: Sequence[str]) -> str:
    shortest = min(texts, key=len)
    alike = takewhile(lambda at: len({text[at] for text in texts}) == 1, range(len(shortest)))
    return shortest[: sum(1 for _ in alike)]


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
