"""Lines of the log that a program can read: an event, and its fields."""

import json
import os
import re

PROCESS = os.urandom(3).hex()
"""Begins the ids of connections, so that those of two processes in one log differ."""
_PLAIN = re.compile(r"[A-Za-z0-9_./:%\[\]-]+")


class LogLine:
    """An event with its fields, of which those that are None are left out.

    As a text it is ``open id=4f1c02-7 name="Al B"``: values are quoted as in JSON, if they have
    characters that could be taken for something else.
    """

    __slots__ = ("event", "fields")

    def __init__(self, event: str, **fields: str | float | None) -> None:
        self.event = event
        self.fields = fields

    def __str__(self) -> str:
        fields = [f"{name}={_shown(v)}" for name, v in self.fields.items() if v is not None]
        return " ".join([self.event, *fields])


def connection_id(number: int) -> str:
    """Return the id under which the log knows the connection of this number."""
    return f"{PROCESS}-{number}"


def _shown(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
