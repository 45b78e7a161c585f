"""The protocol as one AsyncAPI 3 document, put together from its parts."""

from typing import Any

from server.asyncapi.channels import DIALECTS, channels
from server.asyncapi.extensions import extensions
from server.asyncapi.messages import JSON
from server.asyncapi.operations import operations
from server.asyncapi.schemas import SHARED, Schema

_VERSION = "1.0.0"  # of the wire: grows when a client that keeps it would notice
_ABOUT = """\
A chat over WebSocket. People of three dialects meet in one room and hear each other: `plain` \
(text in, three keys out), `events` (a JSON object each way) and `envelope` (one shape each way). \
The address tells the dialect, unless the client offers a subprotocol that the server knows: \
`chat.plain`, `chat.events` or `chat.envelope`. What an operation says of one address holds \
wherever its dialect is spoken.

All JSON is UTF-8, one object for each text frame. The server sets sender, time and id; what a \
client claims of them is ignored. A frame of the server has exactly the keys of its schema."""
_SIGN_IN = "Needed where the server was started with `--auth-secret`. The name is the claim `sub`."


def document() -> dict[str, Any]:
    """The AsyncAPI 3.0.0 document of this server's wire, as JSON would hold it."""
    messages = [message for dialect in DIALECTS for message in dialect.messages]
    return {
        "asyncapi": "3.0.0",
        "id": "urn:alice-and-bob:chat",
        "info": {
            "title": "Alice & Bob: the wire",
            "version": _VERSION,
            "description": _ABOUT,
            "tags": [{"name": "chat"}],
        },
        "defaultContentType": JSON,
        "servers": _servers(),
        "channels": channels(),
        "operations": operations(),
        "components": {
            "schemas": {**SHARED, **{m.schema_name: m.schema for m in messages}},
            "messages": {m.name: m.described() for m in messages},
            "securitySchemes": _security_schemes(),
        },
        **extensions(),
    }


def _servers() -> Schema:
    open_to_all: Schema = {
        "host": "localhost:8080",
        "protocol": "ws",
        "title": "open",
        "description": "As `make run` starts it: whoever comes is let in.",
    }
    signing_in: Schema = {
        "host": "localhost:8080",
        "protocol": "wss",
        "title": "signed in",
        "description": "With `--auth-secret`, `--tls-cert` and `--tls-key`: only a token opens it.",
        "security": [
            {"$ref": "#/components/securitySchemes/header"},
            {"$ref": "#/components/securitySchemes/query"},
        ],
    }
    return {"open": open_to_all, "signed-in": signing_in}


def _security_schemes() -> Schema:
    return {
        "header": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": f"`Authorization: Bearer …`, a JWT signed with HS256. {_SIGN_IN}",
        },
        "query": {
            "type": "httpApiKey",
            "in": "query",
            "name": "token",
            "description": f"The same token, for those who cannot send headers. {_SIGN_IN}",
        },
    }
