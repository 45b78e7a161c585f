"""JSON with holes: built from values, and matched against JSON values.

Each value of a frame is looked at once for each part of the template.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from alicebob.wires.hole import Hole, same
from alicebob.wires.pattern import Pattern
from alicebob.wires.scope import Misfit, Place, Scope, shown
from alicebob.wires.strict_json import NotJson, read_json, write_json


@dataclass(frozen=True, slots=True)
class Constant:
    """A value without holes."""

    value: object


@dataclass(frozen=True, slots=True)
class Lone:
    """A string that is nothing but a hole: it stands for a value."""

    hole: Hole


@dataclass(frozen=True, slots=True)
class Mixed:
    """A string in which holes and text stand."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Members:
    """An object; one that is not ``exact`` may have more keys. ``to_fit`` are its fields in the
    order in which they are matched."""

    fields: tuple[tuple[str, "JsonTemplate"], ...]
    exact: bool
    to_fit: tuple[tuple[str, "JsonTemplate"], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.fields, key=lambda each: _uncertainty(each[1]))
        object.__setattr__(self, "to_fit", tuple(ordered))


@dataclass(frozen=True, slots=True)
class Items:
    """A list of as many values as there are ``items``; more if it is ``open``."""

    items: tuple["JsonTemplate", ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """A string that holds JSON."""

    template: "JsonTemplate"


class Each(Enum):
    """The parts of a list or an object that fit one template."""

    ITEMS = "$each"
    KEYS = "$keys"
    VALUES = "$values"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A list or an object of any length; each of its ``parts`` fits ``template``."""

    parts: Each
    template: "JsonTemplate"


JsonTemplate = Constant | Lone | Mixed | Members | Items | Inside | Repeated


def holes_of(template: JsonTemplate) -> Iterator[Hole]:
    """Yield the holes of a template, those inside a list as well."""
    match template:
        case Lone(hole):
            yield hole
        case Mixed(pattern):
            yield from pattern.holes
        case Members(fields):
            for _, value in fields:
                yield from holes_of(value)
        case Items(items):
            for item in items:
                yield from holes_of(item)
        case Inside(inner) | Repeated(_, inner):
            yield from holes_of(inner)


def relaxed(template: JsonTemplate) -> JsonTemplate:
    """Return the template in which all objects may have more keys."""
    match template:
        case Members(fields):
            return Members(tuple((key, relaxed(value)) for key, value in fields), exact=False)
        case Items(items, is_open):
            return Items(tuple(map(relaxed, items)), is_open)
        case Inside(inner):
            return Inside(relaxed(inner))
        case Repeated(parts, inner):
            return Repeated(parts, relaxed(inner))
    return template


def lists_of(template: JsonTemplate) -> int:
    """Return the number of lists of any length in a template."""
    match template:
        case Members(fields):
            return sum(lists_of(value) for _, value in fields)
        case Items(items):
            return sum(map(lists_of, items))
        case Inside(inner):
            return lists_of(inner)
        case Repeated(_, inner):
            return 1 + lists_of(inner)
    return 0


def build(template: JsonTemplate, values: Mapping[str, object]) -> object:
    """Return the JSON value with ``values`` in its holes.

    A key whose hole has no value is left out; elsewhere, the value is null. Lists of any length
    cannot be built: reading refuses them in what is sent.
    """
    match template:
        case Constant(value):
            return value
        case Lone(hole):
            return _of_kind(hole, values.get(hole.name))
        case Mixed(pattern):
            return pattern.build(values)
        case Members(fields):
            return {key: build(each, values) for key, each in fields if not _is_empty(each, values)}
        case Items(items):
            return [build(item, values) for item in items]
        case Inside(inner):
            return write_json(build(inner, values))
    raise TypeError(f"{template} can only be heard")


def _is_empty(template: JsonTemplate, values: Mapping[str, object]) -> bool:
    return isinstance(template, Lone) and template.hole.name not in values


def _of_kind(hole: Hole, value: object) -> object:
    """Return a value as ``hole`` writes it: a counter is a text in ``{ref}``, and a number in
    ``{ref:int}``."""
    match hole.kind, value:
        case "text", int():
            return str(value)
        case "int", str() if value.isascii() and value.isdigit():
            return int(value)
    return value


def fit(template: JsonTemplate, value: object, scope: Scope, place: Place = ()) -> None:
    """Match a JSON value, and fill the holes in ``scope``. Raises ``Misfit``."""
    match template:
        case Constant(wanted):
            if not same(value, wanted):
                raise Misfit(f"{shown(value)} is not {shown(wanted)}", place)
        case Lone(hole):
            scope.take(hole, value, place)
        case Mixed(pattern):
            text = _text(value, place)
            pattern.fit(text, 0, len(text), scope, place)
        case Inside(inner):
            fit(inner, _inner_json(_text(value, place), place), scope, place)
        case Members():
            _fit_fields(template, value, scope, place)
        case Items(items, is_open):
            _fit_items(items, is_open, value, scope, place)
        case Repeated(parts, inner):
            _fit_every(parts, inner, value, scope, place)
    scope.progress += 1


def _fit_fields(members: Members, value: object, scope: Scope, place: Place) -> None:
    if not isinstance(value, dict):
        raise Misfit(f"{shown(value)} is not an object", place)
    for key, template in members.to_fit:
        if key not in value:
            raise Misfit(f"the key {shown(key)} is missing", place)
        fit(template, value[key], scope, (*place, key))
    if members.exact and len(value) > len(members.fields):
        known = {key for key, _ in members.fields}
        more = next(key for key in value if key not in known)
        raise Misfit(f"the key {shown(more)} is too many", place)


def _fit_items(
    items: tuple[JsonTemplate, ...], is_open: bool, value: object, scope: Scope, place: Place
) -> None:
    if not isinstance(value, list):
        raise Misfit(f"{shown(value)} is not a list", place)
    if len(value) < len(items) or (len(value) > len(items) and not is_open):
        raise Misfit(f"the length of the list is {len(value)}, not {len(items)}", place)
    for index, item in sorted(enumerate(items), key=lambda each: _uncertainty(each[1])):
        fit(item, value[index], scope, (*place, index))


def _fit_every(
    parts: Each, template: JsonTemplate, value: object, scope: Scope, place: Place
) -> None:
    scope.rows = rows = []
    for step, part in _parts(parts, value, place):
        row = scope.row()
        fit(template, part, row, (*place, step))
        rows.append(row.found)


def _parts(parts: Each, value: object, place: Place) -> Iterator[tuple[str | int, object]]:
    match parts, value:
        case Each.ITEMS, list():
            yield from enumerate(value)
        case Each.KEYS, dict():
            yield from ((key, key) for key in value)
        case Each.VALUES, dict():
            yield from value.items()
        case Each.ITEMS, _:
            raise Misfit(f"{shown(value)} is not a list", place)
        case _:
            raise Misfit(f"{shown(value)} is not an object", place)


def _uncertainty(template: JsonTemplate) -> int:
    """Return how late a part is matched: what is certain comes first, texts with holes last."""
    match template:
        case Constant():
            return 0
        case Lone():
            return 1
        case Mixed():
            return 3
        case Members(fields):
            return max((_uncertainty(value) for _, value in fields), default=0)
        case Items(items):
            return max(map(_uncertainty, items), default=0)
        case Inside(inner):
            return _uncertainty(inner)
    return 4


def _text(value: object, place: Place) -> str:
    if not isinstance(value, str):
        raise Misfit(f"{shown(value)} is not a text", place)
    return value


def _inner_json(text: str, place: Place) -> object:
    try:
        return read_json(text)
    except NotJson as wrong:
        raise Misfit(f"the text is not JSON: {wrong}", place) from None
