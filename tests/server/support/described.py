"""The document's messages, each with a judge of payloads."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import fastjsonschema

from server.asyncapi.channels import DIALECTS, DialectSpec
from server.asyncapi.document import document
from server.asyncapi.messages import MessageSpec

DIALECT = {dialect.name: dialect for dialect in DIALECTS}


@cache
def judge(schema_name: str) -> Callable[[object], object]:
    """Return a validator that raises ``JsonSchemaValueException`` for an invalid payload."""
    whole = {
        "$ref": f"#/components/schemas/{schema_name}",
        "components": {"schemas": document()["components"]["schemas"]},
    }
    return fastjsonschema.compile(whole, use_default=False)


def fits(message: MessageSpec, payload: object) -> bool:
    """Return True if ``payload`` is valid for ``message``."""
    try:
        judge(message.schema_name)(payload)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def names_that_fit(messages: tuple[MessageSpec, ...], payload: object) -> set[str]:
    """Return those of ``messages`` that ``payload`` is valid for."""
    return {message.name for message in messages if fits(message, payload)}


def examples(dialect: DialectSpec) -> Iterator[tuple[MessageSpec, Any]]:
    """Every example of every message of ``dialect``, in the document's order."""
    for message in dialect.messages:
        for payload in message.examples.values():
            yield message, payload
