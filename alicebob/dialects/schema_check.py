"""Check of frames against the protocol's document, ``docs/asyncapi.json``."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

from alicebob.dialects.parsing import shown
from alicebob.dialects.schema_misfit import Schema, explain
from alicebob.installed import PROTOCOL_DOCUMENT
from alicebob.model.shown_text import listed
from alicebob.wires.strict_json import no_key_twice

_LISTED = 12  # types of frames in a reason
_REMEMBERED = 64  # frames; one that many clients receive is checked once


@dataclass(frozen=True, slots=True)
class _Forms:
    """Frames that a server may send in a dialect: objects by ``type``, plain texts, bytes."""

    objects: dict[str, list[Schema]] = field(default_factory=lambda: defaultdict(list))
    texts: list[Schema] = field(default_factory=list)
    is_anything: bool = False


@lru_cache(_REMEMBERED)
def check(dialect: str, payload: bytes) -> str | None:
    """Return the reason why a server may not send ``payload`` in ``dialect``, or None.

    Raise ``KeyError`` for a dialect that is not in the document, and ``OSError`` if the document is
    not there.
    """
    forms = _forms(dialect)
    if forms.is_anything:
        return None
    try:
        text = payload.decode()
    except UnicodeDecodeError as error:
        return f"it is not UTF-8: {error}"
    try:
        value = json.loads(text, object_pairs_hook=no_key_twice)
    except (ValueError, RecursionError) as error:
        is_text = forms.texts and not text.lstrip().startswith("{")
        return explain(forms.texts, text) if is_text else f"it is not a JSON object: {error}"
    if not isinstance(value, dict):
        return "it is not a JSON object"
    if "type" not in value:
        return "the field type is missing"
    kind = value["type"]
    if not isinstance(kind, str) or kind not in forms.objects:
        known = listed(forms.objects, _LISTED)
        return f"there is no frame of type {shown(kind)} in {dialect}; allowed: {known}"
    return explain(forms.objects[kind], value)


@cache
def _forms(dialect: str) -> _Forms:
    document = json.loads(PROTOCOL_DOCUMENT.read_bytes())
    components = document["components"]
    mark = f"{dialect}.server."
    messages = [m for name, m in components["messages"].items() if name.startswith(mark)]
    if not messages:
        raise KeyError(dialect)
    if any(message["contentType"] == "application/octet-stream" for message in messages):
        return _Forms(is_anything=True)
    forms = _Forms()
    for message in messages:
        schema = Schema(message["payload"], document)
        if message["contentType"] == document["defaultContentType"]:
            forms.objects[message["examples"][0]["payload"]["type"]].append(schema)
        else:
            forms.texts.append(schema)
    return forms
