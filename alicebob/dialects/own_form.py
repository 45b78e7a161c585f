"""The form of a server's frames by a document of its own: AsyncAPI 3, or JSON Schemas."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alicebob.dialects.schema_misfit import Schema, explain, followed
from alicebob.wires.strict_json import no_key_twice

_TEXT = "text/"  # begins the content types of messages that are no JSON


@dataclass(frozen=True, slots=True)
class Form:
    """Schemas of which each text frame of the server must match one: those of JSON frames and
    those of plain texts. ``source`` is the document, as reports call it."""

    source: str
    objects: Sequence[Schema]
    texts: Sequence[Schema] = ()

    def misfit(self, payload: bytes) -> str | None:
        """Return the reason why the server may not send ``payload``; None if it may."""
        text = payload.decode("utf-8", "backslashreplace")
        if any(schema.misfit(text) is None for schema in self.texts):
            return None
        try:
            value = json.loads(text, object_pairs_hook=no_key_twice)
        except (ValueError, RecursionError) as error:
            why = explain(self.texts, text) if self.texts else f"it is not JSON: {error}"
        else:
            why = explain(self.objects or self.texts, value if self.objects else text)
        return None if why is None else f"{why} ({self.source})"


def of_schemas(documents: Mapping[str, object]) -> Form:
    """Return the form by JSON Schemas, each under the name of its file. Raises ``ValueError``."""
    schemas = []
    for name, document in documents.items():
        if not isinstance(document, dict):
            raise ValueError(f"{name}: it is not a JSON Schema, which is an object")
        schemas.append(_schema(document, document, name))
    return Form(", ".join(documents), schemas)


def of_asyncapi(name: str, document: object) -> Form:
    """Return the form by the messages that the server sends (``action: send``, and replies), or by
    those of all channels if the document has no operations. Raises ``ValueError``."""
    if not isinstance(document, dict) or not str(document.get("asyncapi", "")).startswith("3."):
        spoken = document.get("asyncapi") if isinstance(document, dict) else None
        raise ValueError(f"{name}: it is not AsyncAPI 3 (asyncapi is {json.dumps(spoken)})")
    objects: list[Schema] = []
    texts: list[Schema] = []
    usual = str(document.get("defaultContentType", "application/json"))
    for place, message in _sent(name, document):
        schema = _schema(_payload(message), document, f"{name}, {place}")
        is_text = str(message.get("contentType", usual)).startswith(_TEXT)
        (texts if is_text else objects).append(schema)
    if not objects and not texts:
        raise ValueError(f"{name}: no operation with action send, and no reply, names a message")
    return Form(name, objects, texts)


def _sent(name: str, document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each message that the server sends, with its place."""
    operations, channels = _table(document, "operations"), _table(document, "channels")
    holders = {f"operations.{key}": _speech(each) for key, each in operations.items()}
    if not operations:
        holders = {f"channels.{key}": {"channel": each} for key, each in channels.items()}
    for place, operation in holders.items():
        try:
            channel = followed(operation.get("channel") or {}, document)
            listed = operation.get("messages") or list(_table(channel, "messages").values())
            for message in listed:
                yield place, followed(message, document)
        except (ValueError, AttributeError, TypeError) as error:
            raise ValueError(f"{name}, {place}: {error}") from None


def _speech(operation: object) -> Mapping[str, Any]:
    """Return the part of an operation that names what the server sends: itself, or its reply."""
    if not isinstance(operation, dict):
        return {}
    reply = operation.get("reply")
    spoken = operation if operation.get("action") == "send" else reply
    return spoken if isinstance(spoken, dict) else {}


def _table(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = holder.get(key, {})
    return table if isinstance(table, dict) else {}


def _payload(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a message, without the words that say of which format it is."""
    payload = message.get("payload", {})
    schema: Mapping[str, Any] = payload.get("schema", {}) if "schemaFormat" in payload else payload
    return schema


def _schema(content: Mapping[str, Any], document: Mapping[str, Any], place: str) -> Schema:
    try:
        return Schema(content, document)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from None
