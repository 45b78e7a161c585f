"""Reads the table ``[page]`` of a profile (``docs/pages.md``)."""

from alicebob.model.facts import Facts
from alicebob.model.feature_mistake import way_out
from alicebob.wires.driver_lines import VALUES
from alicebob.wires.expansion import Expansion
from alicebob.wires.facts_table import read_facts
from alicebob.wires.heard import HeardKind
from alicebob.wires.hole import ANYTHING, BadTemplate
from alicebob.wires.page import ChatPage, PageEntry, Spot
from alicebob.wires.pattern import Pattern
from alicebob.wires.toml_table import TomlTable

ROLES = (
    *("alert", "button", "checkbox", "combobox", "form", "heading", "link", "list", "log", "main"),
    *("region", "searchbox", "status", "textbox"),
)
WAYS = ("label", "placeholder", "css", *ROLES)
"""The ways in which a profile names a place: ``{ label = "Your name" }``, ``{ css = "#name" }``, or
a role with its accessible name, as ``{ button = "Send" }``."""
_OBSERVED = ("css", *ROLES)  # ways that the script in the page knows, too
_KINDS = {kind.value: kind for kind in (*VALUES, HeardKind.IGNORE)}
_SPOTS = ("name", "room", "join", "send", "leave", "people", "everybody")
_KEYS = (
    *("address", "message", "messages", "status", "connected", "refused", "typing", "typist"),
    *("shows", "facts", "person", *_SPOTS),
)
_NEEDED = {HeardKind.MESSAGE: "text", HeardKind.PRIVATE: "text", HeardKind.PAST: "text"}


def read_page(profile: TomlTable, usual: Facts) -> ChatPage | None:
    """Return the page of a profile; None if it describes none. ``usual`` are the facts of a page
    that says no others. Raises ``TomlMistake``."""
    table = profile.table("page")
    if table is None:
        return None
    table.check_keys(_KEYS)
    status, connected = _observed(table, "status"), table.text("connected") or ""
    if (status is None) != (connected == ""):
        raise table.mistake('status and connected go together, as connected = "Connected"')
    typing, typist = _observed(table, "typing"), table.text("typist") or ""
    if (typing is None) != (typist == ""):
        raise table.mistake("typing and typist go together: the line, and the names in it")
    person = table.text("person") or ""
    if not person and ("people" in table or "everybody" in table):
        raise table.mistake('people and everybody need person, such as person = "#people li"')
    name, room, join, send, leave, people, everybody = (_spot(table, key) for key in _SPOTS)
    page = ChatPage(
        _address(table),
        _needed(table, "message", _spot(table, "message")),
        _needed(table, "messages", _observed(table, "messages")),
        _shows(table),
        read_facts(table) if "facts" in table else usual,
        name,
        room,
        join,
        send,
        leave,
        status,
        connected,
        _observed(table, "refused"),
        typing,
        typist,
        people,
        person,
        everybody,
    )
    if page.name is None and "user" not in page.address.names:
        raise table.mistake("it needs the field for the name, or {user} in the address")
    return page


def _address(table: TomlTable) -> Expansion:
    try:
        return Expansion.read_url(table.text("address") or "/")
    except BadTemplate as bad:
        raise table.mistake(str(bad), "address") from None


def _needed(table: TomlTable, key: str, spot: Spot | None) -> Spot:
    if spot is None:
        raise table.mistake(f'it needs {key}, such as {key} = {{ css = "#{key}" }}')
    return spot


def _observed(table: TomlTable, key: str) -> Spot | None:
    """Return a place that the script in the page must find."""
    spot = _spot(table, key)
    if spot is not None and spot.by not in _OBSERVED:
        raise table.mistake(f"{spot.by} is for fields: name it by a role or by css", key)
    return spot


def _spot(table: TomlTable, key: str) -> Spot | None:
    if isinstance(table.values.get(key), str):
        raise table.mistake(f'write {key} = {{ css = "…" }}, or a role with a name', key)
    inner = table.table(key)
    if inner is None:
        return None
    for way in inner.values:
        if way not in WAYS:
            raise inner.mistake(f'there is no way "{way}" to a place{way_out(way, WAYS)}', way)
    if len(inner.values) != 1:
        raise table.mistake('a place has one way to it, as { label = "Your name" }', key)
    way = next(iter(inner.values))
    name = inner.text(way) or ""
    if way in ("css", "label", "placeholder") and not name:
        raise inner.mistake("it is empty", way)
    return Spot(way, name)


def _shows(table: TomlTable) -> tuple[PageEntry, ...]:
    entries = tuple(_entry(each) for each in table.tables("shows"))
    if not any(entry.kind is HeardKind.MESSAGE for entry in entries):
        raise table.mistake('it has no [[page.shows]] with as = "message"')
    return entries


def _entry(table: TomlTable) -> PageEntry:
    kind = table.choice("as", _KINDS)
    if kind is None:
        raise table.mistake(f"it does not say as what: as = one of {', '.join(_KINDS)}")
    known = VALUES.get(kind, ())
    table.check_keys(("as", "entry", "words", *known))
    at = table.text("entry")
    if not at:
        raise table.mistake("it needs entry, a CSS selector of such entries")
    values = {name: text for name in known if (text := table.text(name)) is not None}
    entry = PageEntry(kind, at, values, _words(table))
    for name in entry.names:
        if name not in (*known, ANYTHING):
            raise table.mistake(f"nothing wants {{{name}}}{way_out(name, known)}", "words")
    needed = _NEEDED.get(kind)
    if needed is not None and needed not in entry.names:
        raise table.mistake(f'as = "{kind}" needs {needed}, or words with {{{needed}}}')
    return entry


def _words(table: TomlTable) -> Pattern | None:
    words = table.text("words")
    try:
        return None if words is None else Pattern.read(words)
    except BadTemplate as bad:
        raise table.mistake(str(bad), "words") from None
