"""Reads the steps on the way in: the tables ``[[wire.enter]]`` of a profile."""

from collections.abc import Iterable

from alicebob.wires.bindings import REF_ENDING
from alicebob.wires.heard import HEARD_NAMES
from alicebob.wires.scope import REF
from alicebob.wires.template import Template
from alicebob.wires.template_table import TemplateReader, check_names, is_list
from alicebob.wires.toml_table import TomlTable
from alicebob.wires.wire import EnterStep

OWN = ("user", "number", "room", "me", REF)
"""Holes for what a client knows of itself."""

_TAKEN = [name for name in HEARD_NAMES if name not in OWN]


def read_enter(wire: TomlTable, templates: TemplateReader) -> tuple[EnterStep, ...]:
    """Return the steps. Raises ``TomlMistake``."""
    steps: list[EnterStep] = []
    for table in wire.tables("enter"):
        table.check_keys(("send", "await", "refused", "hear"))
        steps.append(_step(table, templates, (*OWN, *bound_by(steps))))
    return tuple(steps)


def bound_by(steps: Iterable[EnterStep]) -> list[str]:
    """Return the names to which the steps give a value: those in awaited frames, and the counters
    that keep their first value."""
    names = []
    for step in steps:
        names += _kept(step.send) if step.send else []
        names += [hole.name for hole in step.awaited.holes] if step.awaited else []
    return list(dict.fromkeys(names))


def _step(table: TomlTable, templates: TemplateReader, known: tuple[str, ...]) -> EnterStep:
    sketch = templates.under(table, "send")
    known = (*known, *(_kept(sketch) if sketch else ()))
    send = templates.sent(table, "send", known)
    awaited = templates.under(table, "await")
    refused = templates.under(table, "refused")
    if send is None and awaited is None:
        raise table.mistake("a step has send, await, or both")
    if awaited is None and (refused or "hear" in table):
        raise table.mistake("a step that awaits nothing does not see what comes: give it an await")
    if awaited:
        _check_awaited(table, awaited)
    if refused:
        check_names(table, refused, (*known, "text"), "refused")
    return EnterStep(table.line, send, awaited, refused, table.truth("hear") or False)


def _check_awaited(table: TomlTable, awaited: Template) -> None:
    if is_list(awaited):
        raise table.mistake('no list of any length is awaited: write "{*}" for it', "await")
    taken = [hole for hole in awaited.holes if hole.name in _TAKEN]
    if taken:
        raise table.mistake(
            f"{taken[0]} would have this value in every frame from then on: "
            "write {*} for what does not matter, or give it another name",
            "await",
        )


def _kept(template: Template) -> list[str]:
    return [hole.name for hole in template.holes if hole.name.endswith(REF_ENDING)]
