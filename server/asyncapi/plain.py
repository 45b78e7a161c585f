"""The messages of ``plain``: text in, objects with three keys out."""

from server.asyncapi.messages import PLAIN_TEXT, MessageSpec
from server.asyncapi.schemas import Schema, server_message, shared

_ERRORS = ("Rate limit exceeded", "Invalid message", "Message too long")


def _three_keys(kind: str, sender: Schema, content: Schema) -> Schema:
    exact = server_message(kind, sender=sender, content=content)
    return {**exact, "required": ["sender", "content", "type"]}


CLIENT = (
    MessageSpec(
        "plain.client.text",
        "Sends a message: the text of the frame is delivered unchanged.",
        shared("Text"),
        {"hello": "Hello everyone!", "looks like JSON": '{"type": "message"}'},
        PLAIN_TEXT,
    ),
)
SERVER = (
    MessageSpec(
        "plain.server.message",
        "A message from a user. Everybody in the room receives it, including its sender.",
        _three_keys("message", shared("Name"), shared("Text")),
        {"hello": {"sender": "Alice", "content": "Hello everyone!", "type": "message"}},
    ),
    MessageSpec(
        "plain.server.notification",
        "The user in `sender` joined or left. Everybody else receives it.",
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
        "An announcement from the operator.",
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
        "The message was rejected. Only its sender receives this. The connection stays open.",
        _three_keys("error", {"const": "server"}, {"enum": list(_ERRORS)}),
        {text: {"sender": "server", "content": text, "type": "error"} for text in _ERRORS},
    ),
)
