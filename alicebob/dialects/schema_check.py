"""Check of frames against the protocol's document, ``docs/asyncapi.json``."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import fastjsonschema

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "asyncapi.json"
_REMEMBERED = 64  # frames; one that many clients receive is checked once

_Validate = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class _Forms:
    """Frames that a server may send in a dialect: objects by ``type``, plain texts, bytes."""

    objects: dict[str, list[_Validate]] = field(default_factory=lambda: defaultdict(list))
    texts: list[_Validate] = field(default_factory=list)
    is_anything: bool = False


@lru_cache(_REMEMBERED)
def check(dialect: str, payload: bytes) -> str | None:
    """Return the reason why a server may not send ``payload`` in ``dialect``, or None.

    Raise ``KeyError`` for a dialect that is not in the document, and ``OSError`` if this checkout
    has no document.
    """
    forms = _forms(dialect)
    if forms.is_anything:
        return None
    try:
        text = payload.decode()
    except UnicodeDecodeError as error:
        return f"it is not UTF-8: {error}"
    try:
        value = json.loads(text, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError) as error:
        return _why_none(forms.texts, text) if forms.texts else f"it is not a JSON object: {error}"
    if not isinstance(value, dict):
        return "it is not a JSON object"
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in forms.objects:
        return f"there is no frame of type {kind!r} in {dialect}"
    return _why_none(forms.objects[kind], value)


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key occurs twice")
    return fields


def _why_none(forms: list[_Validate], value: object) -> str | None:
    """Return the reason why ``value`` fits none of ``forms`` (the last one's), or None."""
    why = None
    for validate in forms:
        try:
            validate(value)
        except fastjsonschema.JsonSchemaValueException as misfit:
            why = misfit.message
        else:
            return None
    return why


@cache
def _forms(dialect: str) -> _Forms:
    document = json.loads(DOCUMENT.read_bytes())
    components = document["components"]
    mark = f"{dialect}.server."
    messages = [m for name, m in components["messages"].items() if name.startswith(mark)]
    if not messages:
        raise KeyError(dialect)
    if any(message["contentType"] == "application/octet-stream" for message in messages):
        return _Forms(is_anything=True)
    forms = _Forms()
    for message in messages:
        validate = _compiled(message["payload"]["$ref"], components["schemas"])
        if message["contentType"] == document["defaultContentType"]:
            forms.objects[message["examples"][0]["payload"]["type"]].append(validate)
        else:
            forms.texts.append(validate)
    return forms


def _compiled(reference: str, schemas: dict[str, Any]) -> _Validate:
    """Return the schema as a function, which checks a frame in a few microseconds."""
    whole = {"$ref": reference, "components": {"schemas": schemas}}
    validate: _Validate = fastjsonschema.compile(whole, use_default=False, use_formats=False)
    return validate
