"""The messages of ``plain``: text in, three keys out."""

from server.asyncapi.messages import PLAIN_TEXT, MessageSpec
from server.asyncapi.schemas import Schema, shared, told

_ERRORS = ("Rate limit exceeded", "Invalid message", "Message too long")


def _three_keys(kind: str, sender: Schema, content: Schema) -> Schema:
    exact = told(kind, sender=sender, content=content)
    return {**exact, "required": ["sender", "content", "type"]}


CLIENT = (
    MessageSpec(
        "plain.client.text",
        "Says something: the text frame is the message, to the character.",
        shared("Text"),
        {"hello": "Hello everyone!", "looks like JSON": '{"type": "message"}'},
        PLAIN_TEXT,
    ),
)
SERVER = (
    MessageSpec(
        "plain.server.message",
        "Somebody said something. It goes to everybody in the room, its sender included.",
        _three_keys("message", shared("Name"), shared("Text")),
        {"hello": {"sender": "Alice", "content": "Hello everyone!", "type": "message"}},
    ),
    MessageSpec(
        "plain.server.notification",
        "Somebody, the sender, came or went. It goes to everybody but them.",
        _three_keys(
            "notification",
            shared("Name"),
            {"type": "string", "pattern": r"^.+ (joined|left) the chat$"},
        ),
        {
            "joined": {"sender": "Bob", "content": "Bob joined the chat", "type": "notification"},
            "left": {"sender": "Bob", "content": "Bob left the chat", "type": "notification"},
        },
    ),
    MessageSpec(
        "plain.server.announcement",
        "An operator's word to everybody.",
        _three_keys("notification", {"const": "server"}, shared("Text")),
        {
            "soon": {
                "sender": "server",
                "content": "We restart at noon.",
                "type": "notification",
            }
        },
    ),
    MessageSpec(
        "plain.server.error",
        "What was said was not delivered; its sender alone is told why. The connection stays.",
        _three_keys("error", {"const": "server"}, {"enum": list(_ERRORS)}),
        {text: {"sender": "server", "content": text, "type": "error"} for text in _ERRORS},
    ),
)
