"""The description of a message type."""

from dataclasses import dataclass
from typing import Any

from server.asyncapi.schemas import REFERENCE, Schema

JSON = "application/json"
PLAIN_TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class MessageSpec:
    """A message type, named by its dialect, the sending side and its kind.

    ``examples`` are payloads by name.
    """

    name: str
    summary: str
    schema: Schema
    examples: dict[str, Any]
    content_type: str = JSON

    @property
    def schema_name(self) -> str:
        """The name of its schema, such as ``EventsServerUserJoined``."""
        return "".join(word.capitalize() for word in self.name.replace(".", "_").split("_"))

    def described(self) -> Schema:
        """Return the Message Object."""
        return {
            "name": self.name,
            "title": self.name.replace(".", " "),
            "summary": self.summary,
            "contentType": self.content_type,
            "payload": {"$ref": REFERENCE + self.schema_name},
            "examples": [
                {"name": name, "payload": payload} for name, payload in self.examples.items()
            ],
        }
