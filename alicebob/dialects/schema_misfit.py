"""Words for a frame that does not match its schema: the field, what came, and what is allowed.

Of several schemas, the frame is compared with the one that it is meant for: the one whose constant
fields (its ``type``, for example) it has.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import fastjsonschema
from fastjsonschema import JsonSchemaDefinitionException, JsonSchemaValueException

from alicebob.dialects.parsing import shown
from alicebob.model.shown_text import listed, shorten

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_LISTED = 12  # allowed values
_MOST_REFERENCES = 64  # one behind the other
_SHELVES = ("$defs", "definitions", "components", "channels")  # of a document: schemas refer there
_OWN_SHELF = "the schema"
_ABOUT_THE_WHOLE = ("$schema", "$id", "id")  # which draft, and what references are relative to
_BOUNDS = {"min": "at least", "max": "at most"}


class Schema:
    """A schema in a document, ready to check frames in a few microseconds."""

    def __init__(self, content: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        """Compile ``content``, which may refer to places in ``document``, as
        ``#/components/schemas/NAME``. Raises ``ValueError`` for a schema that is none."""
        self._document = document
        self._content = followed(content, document)
        try:
            self._validate: Callable[[object], object] = fastjsonschema.compile(
                _beside_its_document(self._content, document),
                handlers=dict.fromkeys(("", "http", "https", "file"), _refuse),
                use_default=False,
                use_formats=False,
            )
        except (JsonSchemaDefinitionException, re.error, KeyError, TypeError) as error:
            raise ValueError(f"it is not a JSON Schema: {error}") from None

    def misfit(self, value: object) -> JsonSchemaValueException | None:
        """Return the first reason why ``value`` does not match; None if it does."""
        try:
            self._validate(value)
        except JsonSchemaValueException as misfit:
            return misfit
        return None

    def branches(self, misfit: JsonSchemaValueException) -> list["Schema"]:
        """Return the schemas of which a value inside the frame matches none."""
        return [Schema(branch, self._document) for branch in misfit.rule_definition]

    def constants(self) -> dict[str, object]:
        """Return the fields that have one allowed value, with that value."""
        fields = self._content.get("properties", {})
        allowed = {name: _only_values(field) for name, field in fields.items()}
        return {name: values[0] for name, values in allowed.items() if len(values) == 1}

    def wrong_constants(self, value: object) -> list[str]:
        """Return the constant fields that ``value`` does not have as they must be."""
        fields = value if isinstance(value, dict) else {}
        return [name for name, const in self.constants().items() if fields.get(name) != const]

    def distance(self, value: object) -> tuple[int, int]:
        """Return how little ``value`` is meant for this schema: the number of constant fields that
        are wrong, and the number, negative, of those that are right."""
        wrong = len(self.wrong_constants(value))
        return wrong, wrong - len(self.constants())


def _beside_its_document(content: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema that is ``content``, where its references find ``document``.

    The compiler writes a schema into each of its error messages. As part of the schema itself, the
    document would be there hundreds of times: one of 100 KB took half a second to compile.
    """
    if content is document:
        return dict(content)
    parts = (document, content)  # many payloads have definitions of their own
    shelves = {name: part[name] for part in parts for name in _SHELVES if name in part}
    told = {name: content[name] for name in _ABOUT_THE_WHOLE if name in content}
    rest = {name: value for name, value in content.items() if name not in {**told, **shelves}}
    return {**shelves, **told, _OWN_SHELF: rest, "allOf": [{"$ref": f"#/{_OWN_SHELF}"}]}


def followed(content: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the object that ``content`` refers to, or itself if it is no reference. Raises
    ``ValueError`` for one that leads nowhere."""
    for _ in range(_MOST_REFERENCES):
        reference = content.get("$ref")
        if reference is None:
            return content
        place: Any = document
        for part in _parts_of(reference):
            place = place.get(part) if isinstance(place, Mapping) else None
        if not isinstance(place, Mapping):
            raise ValueError(f"{reference} leads nowhere")
        content = place
    raise ValueError(f"{content['$ref']} leads back to itself")


def _parts_of(reference: object) -> list[str]:
    if not isinstance(reference, str) or not reference.startswith("#"):
        raise ValueError(f"{reference!r} leads out of the document: put it in there")
    parts = unquote(reference).removeprefix("#").split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") for part in parts]


def _refuse(address: str) -> object:
    raise ValueError(f"{address!r} leads out of the document: put it in there")


def _only_values(field: object) -> list[object]:
    match field:
        case {"const": only}:
            return [only]
        case {"enum": [only]}:
            return [only]
    return []


def explain(schemas: Sequence[Schema], value: object, place: str = "") -> str | None:
    """Return the reason why ``value``, at ``place`` in a frame, matches none of ``schemas``; None
    if it matches one."""
    if any(schema.misfit(value) is None for schema in schemas):
        return None
    meant = min(schemas, key=lambda schema: schema.distance(value))
    wrong = meant.wrong_constants(value)
    if wrong and isinstance(value, dict) and wrong[0] in value:
        field, every = wrong[0], [schema.constants() for schema in schemas]
        allowed = _any_of([constants[field] for constants in every if field in constants])
        return f"{_inside(place, field)} is {shown(value[field])}; allowed: {allowed}"
    misfit = meant.misfit(value)
    assert misfit is not None
    where = place + str(misfit.name).removeprefix("data")
    if misfit.rule == "oneOf":
        return explain(meant.branches(misfit), misfit.value, where) or f"{where}: {misfit.message}"
    return _words(misfit, where.lstrip("."))


def _words(misfit: JsonSchemaValueException, field: str) -> str:
    rule, value, definition = str(misfit.rule), misfit.value, misfit.definition
    if rule == "required":
        missing = next(name for name in misfit.rule_definition if name not in value)
        return f"the field {_inside(field, missing)} is missing"
    if rule == "additionalProperties":
        known = definition.get("properties", {})
        extra = _inside(field, next(name for name in value if name not in known))
        return f"there is no field {shorten(extra)}; allowed: {listed(known, _LISTED)}"
    allowed = _allowed(rule, misfit.rule_definition, definition) or misfit.message
    return f"{field or 'the frame'} is {shown(value)}; allowed: {allowed}"


def _allowed(rule: str, limit: Any, definition: Mapping[str, Any]) -> str:
    """Return the allowed values, given the ``limit`` of a rule; "" if there are no words for it."""
    description = str(definition.get("description", "")).partition(". ")[0].rstrip(".")
    match rule:
        case "type":
            kinds = limit if isinstance(limit, list) else [limit]
            words = " or ".join(_TYPES[kind] for kind in kinds)
            return f"{words} ({description})" if description else words
        case "const":
            return _any_of([limit])
        case "enum":
            return _any_of(limit)
        case "pattern":
            return description or f"a text that matches {limit}"
        case "minLength" | "maxLength":
            return f"{_BOUNDS[rule[:3]]} {limit:,} character{'s' if limit != 1 else ''}"
        case "minimum" | "maximum":
            return f"{_BOUNDS[rule[:3]]} {limit:,}"
    return description


def _any_of(values: Sequence[object]) -> str:
    every = listed(map(shown, dict.fromkeys(values)), _LISTED)
    return every if len(values) == 1 else f"one of {every}"


def _inside(place: str, field: str) -> str:
    return f"{place}.{field}".lstrip(".")
