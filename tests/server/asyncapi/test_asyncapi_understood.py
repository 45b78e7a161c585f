"""The server's decoders accept exactly the frames that the document allows a client to send."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from server.asyncapi.channels import ENVELOPE, EVENTS, DialectSpec
from server.core.commands import InvalidCommand
from server.dialects import envelope, events_decode
from tests.server.support.described import examples, names_that_fit

DECODE = {"events": events_decode.decode, "envelope": envelope.decode}
TEXTS = ["a", "5", "9" * 18, "9" * 19, "x" * 128, "x" * 129, "x" * 256, "x" * 257]
VALUES = [*TEXTS, 0, 1, 1000, 1001, -1, 1.5, True, False, [], {}]


def variations(dialect: DialectSpec) -> Iterator[dict[str, Any]]:
    """Every example of a client without one of its keys, and with any value for any key."""
    said = [payload for message, payload in examples(dialect) if message in dialect.client]
    keys = {key for message in dialect.client for key in message.schema["properties"]}
    for payload in said:
        yield from ({k: v for k, v in payload.items() if k != gone} for gone in payload)
        yield from ({**payload, key: value} for key in sorted(keys) for value in VALUES)


@pytest.mark.parametrize("dialect", [EVENTS, ENVELOPE], ids=lambda dialect: dialect.name)
def test_what_is_described_is_what_is_understood(dialect: DialectSpec) -> None:
    decode = DECODE[dialect.name]
    for fields in variations(dialect):
        is_understood = not isinstance(decode(json.dumps(fields)), InvalidCommand)
        assert len(names_that_fit(dialect.client, fields)) == is_understood, fields
