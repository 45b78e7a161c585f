"""Reads a wire from the tables ``[wire]`` and ``[[hear]]`` of a profile (``docs/wires.md``)."""

import re
from collections.abc import Iterator

from alicebob.wires.expansion import Expansion
from alicebob.wires.hole import BadTemplate
from alicebob.wires.reading_enter import OWN, bound_by, read_enter
from alicebob.wires.reading_hear import read_hears
from alicebob.wires.template import Template
from alicebob.wires.template_table import TemplateReader
from alicebob.wires.toml_table import TomlTable
from alicebob.wires.wire import Every, Reply, Sending, Wire

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
WIRE_KEYS = (
    *("url", "origin", "headers", "subprotocols", "separator", "terminated", "prefix", "suffix"),
    *("say", "whisper", "leave", "typing", "ping", "users", "history"),
    *("enter", "reply", "every"),
)
"""Keys of the table ``[wire]``."""


def read_wire(profile: TomlTable) -> Wire:
    """Return the wire of a profile. Raises ``TomlMistake``.

    Other tables and keys of the profile are none of its business.
    """
    table = profile.table("wire")
    if table is None:
        raise profile.mistake("it has no table [wire]")
    if "hear" in table:
        raise table.mistake("what is heard stands under [[hear]], not in [wire]", "hear")
    table.check_keys(WIRE_KEYS)
    templates = TemplateReader.of_wire(table)
    enter = read_enter(table, templates)
    known = (*OWN, *bound_by(enter))
    return Wire(
        _url(table),
        _sending(table, templates, known),
        table.text("origin"),
        _headers(table),
        table.texts("subprotocols") or (),
        _separator(table),
        table.truth("terminated") or False,
        enter,
        tuple(_replies(table, templates, known)),
        tuple(_every(table, templates, known)),
        read_hears(profile, templates, known),
    )


def _separator(table: TomlTable) -> str | None:
    separator = table.text("separator")
    if separator == "":
        raise table.mistake('it is empty; leave it out, or write one such as "\\n"', "separator")
    if separator is None and table.truth("terminated"):
        raise table.mistake("a terminated wire needs a separator", "terminated")
    return separator


def _url(table: TomlTable) -> Expansion:
    source = table.text("url")
    if source is None:
        raise table.mistake('it has no url, such as url = "/chat{?user}"')
    try:
        return Expansion.read_url(source)
    except BadTemplate as bad:
        raise table.mistake(str(bad), "url") from None


def _headers(table: TomlTable) -> dict[str, Expansion]:
    headers = table.table("headers")
    return {name: _header(headers, name) for name in headers.values} if headers else {}


def _header(headers: TomlTable, name: str) -> Expansion:
    if not _HEADER.fullmatch(name):
        raise headers.mistake("it is not the name of a header", name)
    try:
        return Expansion.read(headers.text(name) or "")
    except BadTemplate as bad:
        raise headers.mistake(str(bad), name) from None


def _sending(table: TomlTable, templates: TemplateReader, known: tuple[str, ...]) -> Sending:
    def sent(key: str, *names: str) -> Template | None:
        return templates.sent(table, key, (*known, *names))

    say = sent("say", "text")
    if say is None:
        raise table.mistake('it does not tell how to say something: say.text = "{text}"')
    if "text" not in {hole.name for hole in say.holes}:
        raise table.mistake("it says nothing without the hole {text}", "say")
    typing = table.table("typing")
    if typing is not None:
        typing.check_keys(("start", "stop"))
    return Sending(
        say,
        sent("whisper", "to", "text"),
        sent("leave"),
        templates.sent(typing, "start", known) if typing else None,
        templates.sent(typing, "stop", known) if typing else None,
        sent("ping", "nonce"),
        sent("users"),
        sent("history", "limit", "before"),
    )


def _replies(
    table: TomlTable, templates: TemplateReader, known: tuple[str, ...]
) -> Iterator[Reply]:
    for reply in table.tables("reply"):
        reply.check_keys(("to", "send"))
        to = templates.under(reply, "to")
        found = [hole.name for hole in to.holes] if to else []
        send = templates.sent(reply, "send", (*known, *found))
        if to is None or send is None:
            raise reply.mistake("a reply has both: to.text = … and send.text = … (or json)")
        yield Reply(reply.line, to, send)


def _every(table: TomlTable, templates: TemplateReader, known: tuple[str, ...]) -> Iterator[Every]:
    for every in table.tables("every"):
        every.check_keys(("seconds", "send"))
        seconds = every.seconds("seconds")
        send = templates.sent(every, "send", known)
        if not seconds or send is None:
            raise every.mistake("it has both: seconds = 30 (more than 0) and send.text = …")
        yield Every(seconds, send)
