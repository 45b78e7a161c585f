"""HTML fragments and descriptions of schemas. All text from the document is escaped."""

import html
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]

_CODE = re.compile(r"`([^`]+)`")
_SYMBOLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_SHARED = "#/components/schemas/"


def escaped(text: object) -> str:
    """Return ``text`` escaped for HTML, with control characters as their symbols (NUL as ␀)."""
    return html.escape(str(text)).translate(_SYMBOLS)


def prose(text: str) -> str:
    """Return a sentence as HTML; text in backticks becomes code."""
    return _CODE.sub(r"<code>\1</code>", escaped(text))


def code(text: object) -> str:
    """Return ``text`` as code."""
    return f"<code>{escaped(text)}</code>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are HTML already."""
    titles = "".join(f"<th>{title}</th>" for title in head)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><tr>{titles}</tr>{body}</table></div>'


def section(anchor: str, title: str, *parts: str) -> str:
    """Return a section with an anchor."""
    return f'<section id="{anchor}"><h2>{escaped(title)}</h2>{"".join(parts)}</section>'


def example(payload: Any) -> str:
    """Return an example of a frame."""
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    return f"<pre>{escaped(text)}</pre>"


def fields(schema: Json) -> str:
    """Return a table of an object's keys, or nothing if the schema is no object."""
    needed = schema.get("required", [])
    rows = [
        (code(key) + ("" if key in needed else " <i>optional</i>"), rule(value))
        for key, value in schema.get("properties", {}).items()
    ]
    return table(("key", "meaning"), rows) if rows else ""


def rule(schema: Json) -> str:
    """Return a short description of the valid values."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_SHARED)
        return f'<a href="#{escaped(name)}">{escaped(_spaced(name))}</a>'
    if "const" in schema:
        return code(json.dumps(schema["const"]))
    if "enum" in schema:
        return " · ".join(code(value) for value in schema["enum"])
    if "oneOf" in schema:
        return " or ".join(rule(one) for one in schema["oneOf"])
    words = "; ".join(word for word in (_kind(schema), *_bounds(schema)) if word)
    if "description" not in schema:
        return words
    return prose(schema["description"]) + (f" <i>({words})</i>" if words else "")


def _kind(schema: Json) -> str:
    match schema.get("type"):
        case "array":
            items = schema["items"]
            return "a list of " + (_object(items) if items.get("type") == "object" else rule(items))
        case "string":
            return "string"
        case "integer":
            return "a whole number"
        case "boolean":
            return "<code>true</code> or <code>false</code>"
    return ""


def _object(schema: Json) -> str:
    keys = [f"{code(key)}: {rule(value)}" for key, value in schema["properties"].items()]
    return "objects with " + ", ".join(keys)


def _bounds(schema: Json) -> list[str]:
    low = schema.get("minLength", schema.get("minimum"))
    high = schema.get("maxLength", schema.get("maximum"))
    unit = " characters" if "maxLength" in schema else ""
    found = []
    if low is not None and high is not None:
        found.append(f"{low:,} to {high:,}{unit}")
    elif high is not None:
        found.append(f"at most {high:,}{unit}")
    elif low is not None:
        found.append(f"at least {low:,}")
    if "default" in schema:
        found.append(f"{code(schema['default'])} by default")
    if "pattern" in schema:
        found.append(f"as {code(schema['pattern'])}")
    return found


def _spaced(name: str) -> str:
    """Return the link text for a schema: "client id" for ``ClientId``; a message's kind."""
    words = re.findall("[A-Z][a-z]*", name)
    return " ".join(words[2:] or words).lower()
