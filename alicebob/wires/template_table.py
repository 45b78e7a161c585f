"""Reads a template from its table in a profile: ``text``, ``json`` or ``regex``, and what is around
it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from alicebob.model.feature_mistake import way_out
from alicebob.wires.hole import ANYTHING, BadTemplate, Hole
from alicebob.wires.json_reading import read_json_template
from alicebob.wires.json_template import Constant, Inside, Items, Lone, Members, Mixed, lists_of
from alicebob.wires.pattern import Pattern
from alicebob.wires.regex import Regex
from alicebob.wires.scope import REF
from alicebob.wires.template import Body, Template
from alicebob.wires.toml_table import TomlTable

BODY_KEYS = ("text", "json", "regex")
TEMPLATE_KEYS = (*BODY_KEYS, "prefix", "suffix", "exact")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TemplateReader:
    """Reads templates; ``prefix`` and ``suffix`` are those of templates that have none."""

    prefix: Pattern
    suffix: str

    @classmethod
    def of_wire(cls, wire: TomlTable) -> "TemplateReader":
        """Return the reader for a table ``[wire]``. Raises ``TomlMistake``."""
        return cls(_read(wire, "prefix", _prefix), wire.text("suffix") or "")

    def under(self, table: TomlTable, key: str) -> Template | None:
        """Return the template under ``key``; None without the key. Raises ``TomlMistake``."""
        if isinstance(table.values.get(key), str):
            raise table.mistake(f"write {key}.text = \"…\" or {key}.json = '…'", key)
        inner = table.table(key)
        if inner is None:
            return None
        inner.check_keys(TEMPLATE_KEYS)
        return self.of(inner)

    def of(self, table: TomlTable) -> Template:
        """Return the template that stands in ``table`` itself. Raises ``TomlMistake``."""
        given = [key for key in BODY_KEYS if key in table]
        if len(given) != 1:
            found = f", not {' and '.join(given)}" if given else ""
            raise table.mistake(f"it needs one of {', '.join(BODY_KEYS)}{found}", *given[1:])
        suffix = table.text("suffix")
        return Template(
            _body(table, given[0]),
            _read(table, "prefix", _prefix) if "prefix" in table else self.prefix,
            self.suffix if suffix is None else suffix,
        )

    def sent(self, table: TomlTable, key: str, known: Collection[str]) -> Template | None:
        """Return the template under ``key`` for what is sent: every hole has a value, one of the
        names that are ``known``. None without the key. Raises ``TomlMistake``."""
        template = self.under(table, key)
        if template is None:
            return None
        if not can_be_built(template.body):
            raise table.mistake("a regex, a list of any length and {*} can only be heard", key)
        check_names(table, template, known, key)
        for hole in template.holes:
            if hole.name == ANYTHING or hole.kind == "list":
                raise table.mistake(f"{hole} can only be heard: what is to be sent here?", key)
        return template


def check_names(
    table: TomlTable, template: Template, known: Collection[str], *path: str | int
) -> None:
    """Raise ``TomlMistake`` for a hole that no value is known for, with the nearest name."""
    for hole in template.holes:
        if not (hole.name in known or hole.name in (ANYTHING, REF)):
            near = way_out(hole.name, list(known))
            raise table.mistake(f"nothing gives {hole} a value{near}", *path)


def can_be_built(body: Body) -> bool:
    """Return True if a frame can be made from a template, and not only compared with it."""
    match body:
        case Pattern() | Constant() | Lone() | Mixed():
            return True
        case Inside(inner):
            return can_be_built(inner)
        case Members(fields):
            return all(can_be_built(value) for _, value in fields)
        case Items(items, is_open):
            return not is_open and all(map(can_be_built, items))
    return False


def is_list(template: Template) -> bool:
    """Return True if the template has a list of any length."""
    body = template.body
    return not isinstance(body, Pattern | Regex) and lists_of(body) > 0


def _body(table: TomlTable, key: str) -> Body:
    exact = table.truth("exact") or False
    if exact and key != "json":
        raise table.mistake("only json can be exact: text and regex always are", "exact")
    match key:
        case "text":
            return _read(table, key, Pattern.read)
        case "regex":
            return _read(table, key, Regex.read)
    return _read(table, key, lambda source: read_json_template(source, exact))


def _read(table: TomlTable, key: str, read: Callable[[str], T]) -> T:
    """Return what ``read`` makes of the text under ``key``; an empty one without the key."""
    try:
        return read(table.text(key) or "")
    except BadTemplate as bad:
        raise table.mistake(str(bad), key) from None


def _prefix(source: str) -> Pattern:
    pattern = Pattern.read(source)
    last = pattern.parts[-1] if pattern.parts else ""
    if isinstance(last, Hole) and last.kind != "int":
        raise BadTemplate(
            f"nothing tells where {last} ends: end with a text, or write {{{last.name}:int}}"
        )
    return pattern
