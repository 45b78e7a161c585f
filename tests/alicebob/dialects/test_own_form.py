"""Frames against a document of the server's own, and documents that cannot be used."""

import json
from typing import Any

import pytest

from alicebob.dialects.own_form import Form, of_asyncapi, of_schemas

SAID = {
    "type": "object",
    "properties": {"type": {"const": "said"}, "text": {"type": "string"}},
    "required": ["type", "text"],
    "additionalProperties": False,
}
GONE = {"type": "object", "properties": {"type": {"enum": ["gone"]}}, "required": ["type"]}


def document(**more: Any) -> dict[str, Any]:
    """A document in which the server sends ``said``, and answers with ``gone``."""
    return {
        "asyncapi": "3.0.0",
        "channels": {
            "chat": {
                "messages": {
                    "said": {"payload": {"$ref": "#/components/schemas/Said"}},
                    "say": {"payload": {"type": "object"}},
                    "gone": {"$ref": "#/components/messages/gone"},
                }
            }
        },
        "operations": {
            "tell": {
                "action": "send",
                "channel": {"$ref": "#/channels/chat"},
                "messages": [{"$ref": "#/channels/chat/messages/said"}],
            },
            "hear": {
                "action": "receive",
                "channel": {"$ref": "#/channels/chat"},
                "reply": {"messages": [{"$ref": "#/channels/chat/messages/gone"}]},
            },
        },
        "components": {"schemas": {"Said": SAID}, "messages": {"gone": {"payload": GONE}}},
        **more,
    }


def misfit(form: Form, frame: object) -> str | None:
    return form.misfit((frame if isinstance(frame, str) else json.dumps(frame)).encode())


@pytest.mark.parametrize("frame", [{"type": "said", "text": "hi"}, {"type": "gone", "x": 1}])
def test_what_the_document_says_may_be_sent(frame: object) -> None:
    assert misfit(of_asyncapi("chat.json", document()), frame) is None
    assert misfit(of_schemas({"said.json": SAID, "gone.json": GONE}), frame) is None


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        ({"type": "said"}, "the field text is missing"),
        ({"type": "said", "text": 5}, "text is 5; allowed: a text"),
        ({"type": "said", "text": "hi", "n": 1}, 'there is no field "n"; allowed: type, text'),
        ({"type": "sad"}, 'type is "sad"; allowed: one of "said", "gone"'),
        ({"text": "hi"}, "the field type is missing"),
        ("hello", "it is not JSON"),
        ('{"type": "gone", "type": "gone"}', "it is not JSON"),
    ],
)
def test_anything_else_is_told_with_its_document(frame: object, why: str) -> None:
    told = misfit(of_asyncapi("chat.json", document()), frame)
    assert told is not None
    assert why in told
    assert told.endswith("(chat.json)")


def test_without_operations_the_messages_of_all_channels_count() -> None:
    assert misfit(of_asyncapi("chat.json", document(operations={})), {"any": "object"}) is None


def test_a_message_may_be_plain_text() -> None:
    said = {"contentType": "text/plain", "payload": {"type": "string", "pattern": "^\\w+: "}}
    form = of_asyncapi(
        "chat.json", document(operations={}, channels={"chat": {"messages": {"said": said}}})
    )
    assert misfit(form, "Al: hi") is None
    assert misfit(form, "hi") is not None


def test_a_payload_may_name_its_format() -> None:
    payload = {"schemaFormat": "application/schema+json;version=draft-07", "schema": SAID}
    channels = {"chat": {"messages": {"said": {"payload": payload}}}}
    form = of_asyncapi("chat.json", document(operations={}, channels=channels))
    assert misfit(form, {"type": "said"}) is not None


def test_a_schema_may_have_definitions_of_its_own() -> None:
    form = of_schemas(
        {
            "chat.json": {
                "oneOf": [{"$ref": "#/$defs/said"}, {"$ref": "#/$defs/gone"}],
                "$defs": {"said": SAID, "gone": GONE},
            }
        }
    )
    assert misfit(form, {"type": "gone"}) is None
    assert misfit(form, {"type": "said", "text": 5}) == "text is 5; allowed: a text (chat.json)"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([], "chat.json: it is not AsyncAPI 3 (asyncapi is null)"),
        ({"asyncapi": "2.6.0"}, 'chat.json: it is not AsyncAPI 3 (asyncapi is "2.6.0")'),
        ({"asyncapi": "3.0.0"}, "no operation with action send, and no reply, names a message"),
        (
            document(components={}),
            "chat.json, operations.tell: #/components/schemas/Said leads nowhere",
        ),
        (
            document(components={"schemas": {"Said": {"$ref": "said.json"}}, "messages": {}}),
            "chat.json, operations.tell: 'said.json' leads out of the document",
        ),
        (
            document(components={"schemas": {"Said": {"type": "txt"}}, "messages": {}}),
            "chat.json, operations.tell: it is not a JSON Schema: Unknown type",
        ),
    ],
)
def test_a_document_that_cannot_be_used_is_told(content: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"chat\.json") as told:
        of_asyncapi("chat.json", content)
    assert why in str(told.value)


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ([], "said.json: it is not a JSON Schema, which is an object"),
        ({"properties": {"a": {"$ref": "http://x/y.json"}}}, "leads out of the document"),
        ({"type": "string", "pattern": "("}, "it is not a JSON Schema"),
    ],
)
def test_a_schema_that_cannot_be_used_is_told(schema: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"said\.json") as told:
        of_schemas({"said.json": schema})
    assert why in str(told.value)


@pytest.mark.parametrize(
    "told",
    [
        {"$id": "https://chat.example/number.json"},
        {"$id": "number.json", "$schema": "http://json-schema.org/draft-07/schema#"},
        {"id": "number.json", "$schema": "http://json-schema.org/draft-04/schema#"},
    ],
    ids=["with an id", "draft 7", "draft 4"],
)
def test_what_a_schema_says_about_itself_holds(told: dict[str, str]) -> None:
    """In draft 4, and only there, ``exclusiveMinimum`` is true or false."""
    least = {"exclusiveMinimum": True} if "id" in told else {}
    number = {"type": "integer", "minimum": 1, **least}
    fields = {"number": {"$ref": "#/$defs/number"}}
    schema = {**told, "type": "object", "properties": fields, "$defs": {"number": number}}
    form = of_schemas({"number.json": schema})
    refused = [misfit(form, {"number": each}) is not None for each in (0, 1, 2)]
    assert refused == [True, bool(least), False]


def test_a_payload_may_have_definitions_of_its_own() -> None:
    fields = {"type": {"$ref": "#/$defs/said"}}
    payload = {"type": "object", "properties": fields, "$defs": {"said": {"const": "said"}}}
    channels = {"chat": {"messages": {"said": {"payload": payload}}}}
    form = of_asyncapi("chat.json", document(operations={}, channels=channels))
    assert misfit(form, {"type": "said"}) is None
    assert misfit(form, {"type": "gone"}) is not None


def test_a_schema_may_refer_to_its_own_fields() -> None:
    fields = {"text": {"type": "string"}, "answer": {"$ref": "#/properties/text"}}
    form = of_schemas({"chat.json": {"type": "object", "properties": fields}})
    assert misfit(form, {"answer": "hi"}) is None
    assert misfit(form, {"answer": 5}) is not None
