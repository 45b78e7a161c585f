"""Change what clients send before the ``events`` dialect reads it."""

import json
from collections.abc import Callable
from typing import Any

from server.core.commands import Command
from server.dialects.events import EVENTS

Fields = dict[str, Any]


def change_fields(change: Callable[[Fields], Fields]) -> None:
    """Decode ``change(fields)`` in place of each JSON object that is no plain message."""
    sound = EVENTS.decode
    assert sound is not None

    def decode(text: str) -> Command:
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            return sound(text)
        return sound(json.dumps(change(fields)) if isinstance(fields, dict) else text)

    object.__setattr__(EVENTS, "decode", decode)


def change_client_ids(change: Callable[[Any], Any]) -> None:
    """Decode ``change(client_id)`` in place of each client id; None: no id."""

    def changed(fields: Fields) -> Fields:
        if "client_id" not in fields:
            return fields
        return {**fields, "client_id": change(fields["client_id"])}

    change_fields(changed)
