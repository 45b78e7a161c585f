"""Reads the table ``[facts]`` of a profile."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import TypeVar

from alicebob.model.facts import CHANGES, Blank, Counted, Facts, Order, Shows, Told
from alicebob.model.feature_mistake import way_out
from alicebob.wires.toml_table import TomlTable

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def read_facts(profile: TomlTable) -> Facts:
    """Return the facts of a profile; the defaults for what it does not say.

    Raises ``TomlMistake``.
    """
    table = profile.table("facts")
    if table is None:
        return Facts()
    table.check_keys([field.name for field in fields(Facts)])
    usual = Facts()
    return Facts(
        table.choice("shows", _words(Shows)) or usual.shows,
        _or(table.truth("echo"), usual.echo),
        table.choice("arrivals", _words(Told)) or usual.arrivals,
        table.choice("departures", _words(Told)) or usual.departures,
        table.choice("order", _words(Order)) or usual.order,
        _history(table, usual),
        _or(table.truth("forgets"), usual.forgets),
        _or(table.seconds("delay"), usual.delay),
        _changes(table),
        table.whole("max_bytes", 1),
        table.whole("max_characters", 1),
        _pattern(table),
        table.whole("max_name", 1),
        table.text("anonymous"),
        table.choice("blank", _words(Blank)),
        table.truth("private_echo"),
        table.choice("counts", _words(Counted)),
    )


def facts_in_words(profile: TomlTable) -> Mapping[str, str]:
    """Return each fact of a profile as a TOML file has it, with its place: ``echo = true (line
    12)``."""
    table = profile.table("facts")
    return {each.name: _in_words(table, each.name, each.default) for each in fields(Facts)}


def _in_words(table: TomlTable | None, name: str, usual: object) -> str:
    if table is None or name not in table:
        return f"{name} = {json.dumps(usual)} (the default)"
    line = table.source.line((*table.path, name))
    return f"{name} = {json.dumps(table.values[name])} (profile line {line})"


def _or(value: T | None, usual: T) -> T:
    return usual if value is None else value


def _words(kind: type[E]) -> Mapping[str, E]:
    return {each.value: each for each in kind}


def _history(table: TomlTable, usual: Facts) -> int | None:
    if "history" not in table:
        return usual.history
    if isinstance(table.values["history"], str):
        return table.choice("history", {"none": 0, "all": None})
    return table.whole("history")


def _changes(table: TomlTable) -> tuple[str, ...]:
    changes = table.texts("changes") or ()
    for change in changes:
        if change not in CHANGES:
            raise table.mistake(f'there is no "{change}"{way_out(change, CHANGES)}', "changes")
    return changes


def _pattern(table: TomlTable) -> str | None:
    pattern = table.text("name_pattern")
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise table.mistake(f"it is not a regular expression: {error}", "name_pattern") from None
    return pattern
