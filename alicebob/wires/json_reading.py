"""Reads JSON with holes from its source."""

from alicebob.model.feature_mistake import way_out
from alicebob.wires.hole import BadTemplate, Hole
from alicebob.wires.json_template import (
    Constant,
    Each,
    Inside,
    Items,
    JsonTemplate,
    Lone,
    Members,
    Mixed,
    Repeated,
    lists_of,
)
from alicebob.wires.pattern import Pattern
from alicebob.wires.strict_json import NotJson, read_json

MORE = "{*...}"  # the last item of a list that may go on
_INSIDE = "$json"
_SPECIAL = (_INSIDE, *(each.value for each in Each))


def read_json_template(source: str, exact: bool) -> JsonTemplate:
    """Return the template that is written so; ``exact`` refuses more keys in its objects.

    Raises ``BadTemplate``.
    """
    try:
        value = read_json(source)
    except NotJson as wrong:
        hint = '; a hole stands inside a string: "{user}", "{ref:int}"' if "{" in source else ""
        raise BadTemplate(f"it is not JSON: {wrong}{hint}") from None
    template = _template(value, exact)
    if lists_of(template) > 1:
        raise BadTemplate(f"only one of {', '.join(e.value for e in Each)} can stand in a template")
    return template


def _template(value: object, exact: bool) -> JsonTemplate:
    match value:
        case str():
            return _string(value)
        case list():
            return _items(value, exact)
        case dict() if any(key.startswith("$") for key in value):
            return _special(value, exact)
        case dict():
            fields = tuple((_key(key), _template(each, exact)) for key, each in value.items())
            return Members(fields, exact)
    return Constant(value)


def _string(text: str) -> JsonTemplate:
    if text == MORE:
        raise BadTemplate(f'"{MORE}" can only be the last item of a list')
    pattern = _lone(text) or Pattern.read(text)
    if isinstance(pattern, Lone):
        return pattern
    return Mixed(pattern) if pattern.holes else Constant(pattern.build({}))


def _lone(text: str) -> Lone | None:
    """Return the hole that ``text`` is, of any kind; None if it is none, or has more in it."""
    is_one = text.startswith("{") and text.endswith("}") and text.count("{") == text.count("}") == 1
    return Lone(Hole.read(text[1:-1])) if is_one else None


def _items(values: list[object], exact: bool) -> JsonTemplate:
    is_open = bool(values) and values[-1] == MORE
    listed = values[:-1] if is_open else values
    return Items(tuple(_template(each, exact) for each in listed), is_open)


def _special(value: dict[str, object], exact: bool) -> JsonTemplate:
    if len(value) > 1:
        raise BadTemplate(f"{', '.join(_SPECIAL)} stand alone in an object")
    [(key, inner)] = value.items()
    if key == _INSIDE:
        return Inside(_template(inner, exact))
    if key not in _SPECIAL:
        raise BadTemplate(f"there is no {key}{way_out(key, _SPECIAL)}")
    return Repeated(Each(key), _template(inner, exact))


def _key(key: str) -> str:
    if "{" in key or "}" in key:
        raise BadTemplate(
            f'a key has no holes: "{key}"; for an object whose keys are names, '
            'write {"$keys": "{user}"}'
        )
    return key
