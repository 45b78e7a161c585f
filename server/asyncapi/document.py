"""The protocol as one AsyncAPI 3 document, assembled from its parts."""

from typing import Any

from server.asyncapi.channels import DIALECTS, channels
from server.asyncapi.extensions import extensions
from server.asyncapi.messages import JSON
from server.asyncapi.operations import operations
from server.asyncapi.schemas import SHARED, Schema

_VERSION = "1.0.0"  # of the protocol: changes when clients can notice the difference
_ABOUT = """\
A chat over WebSocket. Users of three dialects share rooms and hear each other: `plain` (text in, \
JSON objects with three keys out), `events` (JSON objects both ways) and `envelope` (JSON objects \
of one shape both ways). The endpoint determines the dialect, unless the client offers a \
subprotocol that the server knows: `chat.plain`, `chat.events` or `chat.envelope`. Each operation \
is described for one endpoint and applies wherever its dialect is spoken.

All JSON is UTF-8, one object in each text frame. The server sets the sender, time and id, and \
ignores what a client sends for them. A frame from the server has exactly the keys of its schema."""
_SIGN_IN = "Required when the server runs with `--auth-secret`. The name is the claim `sub`."


def document() -> dict[str, Any]:
    """Return the AsyncAPI 3.0.0 document of this server's protocol, as JSON values."""
    messages = [message for dialect in DIALECTS for message in dialect.messages]
    return {
        "asyncapi": "3.0.0",
        "id": "urn:alice-and-bob:chat",
        "info": {
            "title": "Alice & Bob: the protocol",
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
        "description": "As started by `make run`: no token is needed.",
    }
    signing_in: Schema = {
        "host": "localhost:8080",
        "protocol": "wss",
        "title": "authenticated",
        "description": "With `--auth-secret`, `--tls-cert` and `--tls-key`: a token is required.",
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
            "description": f"The same token, for clients that cannot send headers. {_SIGN_IN}",
        },
    }
