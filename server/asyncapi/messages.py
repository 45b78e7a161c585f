"""One kind of frame, as the document describes it."""

from dataclasses import dataclass
from typing import Any

from server.asyncapi.schemas import REFERENCE, Schema

JSON = "application/json"
PLAIN_TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class MessageSpec:
    """A kind of frame. Its name tells the dialect, who sends it, and its kind.

    ``examples`` are payloads by their names.
    """

    name: str
    summary: str
    schema: Schema
    examples: dict[str, Any]
    content_type: str = JSON

    @property
    def schema_name(self) -> str:
        """What its schema is called among all: ``EventsServerUserJoined``."""
        return "".join(word.capitalize() for word in self.name.replace(".", "_").split("_"))

    def described(self) -> Schema:
        """The message as AsyncAPI writes it."""
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
