"""Reads what frames mean: the tables ``[[hear]]`` of a profile."""

from collections.abc import Collection

from alicebob.model.received import RejectionReason
from alicebob.wires.heard import HEARD_NAMES, HeardKind
from alicebob.wires.template_table import TEMPLATE_KEYS, TemplateReader, check_names, is_list
from alicebob.wires.toml_table import TomlTable
from alicebob.wires.wire import Hear

_KINDS = {kind.value: kind for kind in HeardKind}
_REASONS = {reason.value: reason for reason in RejectionReason}
_WITH_TEXT = (HeardKind.MESSAGE, HeardKind.PRIVATE, HeardKind.PAST)
_WITH_LIST = (HeardKind.HERE, HeardKind.PAST, HeardKind.IGNORE)


def read_hears(
    profile: TomlTable, templates: TemplateReader, known: Collection[str]
) -> tuple[Hear, ...]:
    """Return the meanings in the order of the file. Raises ``TomlMistake``."""
    hears = tuple(_hear(table, templates, known) for table in profile.tables("hear"))
    if not hears:
        raise profile.mistake('it has no [[hear]], such as as = "message" with text = "{text}"')
    return hears


def _hear(table: TomlTable, templates: TemplateReader, known: Collection[str]) -> Hear:
    table.check_keys(("as", "reason", "typing", *TEMPLATE_KEYS))
    kind = table.choice("as", _KINDS)
    if kind is None:
        raise table.mistake(f"it does not say as what: as = one of {', '.join(_KINDS)}")
    hear = Hear(
        table.line,
        kind,
        templates.of(table),
        table.choice("reason", _REASONS),
        table.truth("typing"),
    )
    check_names(table, hear.template, (*known, *HEARD_NAMES))
    _check_sense(table, hear)
    return hear


def _check_sense(table: TomlTable, hear: Hear) -> None:
    """Raise ``TomlMistake`` for a template that does not tell what its kind needs."""
    names = {hole.name for hole in hear.template.holes}
    if hear.kind in _WITH_TEXT and "text" not in names:
        raise table.mistake(f'as = "{hear.kind}" needs the hole {{text}}')
    if is_list(hear.template) and hear.kind not in _WITH_LIST:
        raise table.mistake(f'as = "{hear.kind}" has no list: that is for "here" and "past"')
    if hear.kind is HeardKind.HERE and not names & {"users", "user", "number", "count"}:
        raise table.mistake('as = "here" needs {users:list}, {"$each": "{user}"} or {count:int}')
    says_typing = "typing" in names or hear.is_typing is not None
    if (hear.kind is HeardKind.TYPING) != says_typing:
        wanted = "needs" if hear.kind is HeardKind.TYPING else "has no"
        raise table.mistake(
            f'as = "{hear.kind}" {wanted} typing = true, typing = false or {{typing:bool}}'
        )
    if hear.reason and hear.kind is not HeardKind.REFUSED:
        raise table.mistake('only as = "refused" has a reason', "reason")
