"""JSON Schemas (draft 7) and examples that the messages of all dialects share."""

from typing import Any

from server.core.names import MAX_CHARACTERS
from server.core.rules import MAX_TEXT

Schema = dict[str, Any]

REFERENCE = "#/components/schemas/"
ID = "1795272564123456"
TIME = "2026-11-21T14:49:24.123456Z"
LATER_ID = "1795272565000042"
LATER_TIME = "2026-11-21T14:49:25.000042Z"
ERROR_CODES = {
    "bad-json": "The message is not valid JSON.",
    "bad-message": "A message must not be blank.",
    "unknown-type": "There is no type shout.",
    "not-joined": "Join first.",
    "already-joined": "You have already joined.",
    "bad-name": "A name needs at least one character.",
    "name-taken": "The name Alice is already in use: choose another name.",
    "no-such-user": "No connected user with this name supports private messages.",
    "too-long": "A message has at most 65,536 characters; this has 70,000.",
    "rate-limited": "Rate limit exceeded: try again in 0.4 s.",
    "full": "There are as many rooms as there may be.",
}
"""The error codes of ``events``, each with an example of its sentence."""

NAME: Schema = {
    "title": "Name",
    "description": f"A user's name: 1 to {MAX_CHARACTERS} characters in NFC, without invisible "
    "characters or surrounding spaces, and never `server` or `system`.",
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_CHARACTERS,
    "pattern": r"^\S(.*\S)?$",
    "not": {"pattern": "^([Ss][Ee][Rr][Vv][Ee][Rr]|[Ss][Yy][Ss][Tt][Ee][Mm])$"},
}
TEXT: Schema = {
    "title": "Text",
    "description": f"The text of a message: 1 to {MAX_TEXT:,} characters, not all of them blank.",
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_TEXT,
    "pattern": r"[\S\uFEFF]",
}
MESSAGE_ID: Schema = {
    "title": "Id",
    "description": "The sequence number of a message: microseconds since 1970, as a decimal number "
    "in a string. Ids only grow, and can be compared as numbers or as strings.",
    "type": "string",
    "pattern": "^[0-9]{16}$",
}
MOMENT: Schema = {
    "title": "Timestamp",
    "description": "RFC 3339, UTC, to the microsecond. The timestamp of a message is its id as a "
    "time.",
    "type": "string",
    "format": "date-time",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
}
LAST_ID: Schema = {
    "title": "LastId",
    "description": "The id of the newest message in the room that the client may see; empty if "
    "there is none. Only the history that a client receives when it joins has it: it is the "
    "`since` of a client that has heard nothing yet.",
    "type": "string",
    "pattern": "^([0-9]{16})?$",
}
CLIENT_ID: Schema = {
    "title": "ClientId",
    "description": "The client's own id for a message. A message sent again with it within five "
    "minutes, under the same name and in the same room, is not delivered again.",
    "type": "string",
    "minLength": 1,
    "maxLength": 128,
}
NONCE: Schema = {
    "title": "Nonce",
    "description": "Any text; the pong repeats it.",
    "type": "string",
    "maxLength": 256,
}
IGNORED: Schema = {"description": "Allowed, but ignored: the server sets it."}
SHARED: dict[str, Schema] = {
    "Name": NAME,
    "Text": TEXT,
    "Id": MESSAGE_ID,
    "Timestamp": MOMENT,
    "ClientId": CLIENT_ID,
    "LastId": LAST_ID,
    "Nonce": NONCE,
}


def shared(name: str) -> Schema:
    """Return a reference to a schema of ``SHARED`` or of a message."""
    return {"$ref": REFERENCE + name}


def count(minimum: int, description: str) -> Schema:
    """Return the schema of a whole number of at least ``minimum``."""
    return {"type": "integer", "minimum": minimum, "description": description}


def server_message(
    kind: str, optional: dict[str, Schema] | None = None, /, **properties: Schema
) -> Schema:
    """Return the schema of a server message: its ``type``, ``properties``, perhaps some of the
    ``optional`` ones, and nothing else."""
    needed: dict[str, Schema] = {"type": {"const": kind}, **properties}
    return {
        "type": "object",
        "required": list(needed),
        "properties": {**needed, **(optional or {})},
        "additionalProperties": False,
    }


def client_message(kind: str, needed: dict[str, Schema], optional: dict[str, Schema]) -> Schema:
    """Return the schema of a client message; the server ignores other keys."""
    return {
        "type": "object",
        "required": ["type", *needed],
        "properties": {"type": {"const": kind}, **needed, **optional},
    }
