"""The parts outside AsyncAPI: close codes, guarantees, limits and HTTP endpoints."""

from server.asyncapi.channels import CHATTING
from server.asyncapi.schemas import Schema
from server.config.settings import Settings
from server.core.names import MAX_BYTES, MAX_CHARACTERS
from server.core.rules import MAX_TEXT
from server.dialects.events import MOST_HISTORY

_CLOSE_CODES = {
    1000: "The client sent `leave`, or closed the connection (its own code comes back).",
    1001: "The server is shutting down.",
    1002: "The client violated the WebSocket protocol.",
    1003: "The client sent a binary message in `events` or `envelope`.",
    1007: "The client's text, or its close reason, was not UTF-8.",
    1008: "The client did not join in time, exceeded the rate limit ten times in a row, or sent a "
    "message in too many fragments.",
    1009: "The message was too big.",
    1011: "The server failed; its log says more.",
    1012: "The server restarts or begins anew, and shares its store with others: come back, to any "
    "of them, with `since`.",
    1013: "The client read too slowly: the send buffer limit was exceeded.",
    4001: "The token expired.",
    4002: "The same client has a newer connection (`session`).",
}
_GUARANTEES = {
    "G1": "One order: all connections in a room receive one sequence of messages and notices, each "
    "exactly once.",
    "G2": "A sender's messages keep their order: messages that one connection sends are delivered "
    "in the order in which it sent them.",
    "G3": "Slow readers harm nobody else: the data that waits for one connection is limited "
    "(`--send-buffer`). When the limit is exceeded, that connection is closed with 1013, and the "
    "room is told that its user left.",
    "G4": "Dead connections are noticed: a connection that shows no sign of life for "
    "`--idle-timeout` seconds is ended, and the room is told that its user left.",
    "G5": "Invalid input harms only its sender: invalid frames and messages are answered, or end "
    "the connection, without any effect on others.",
    "G6": "What was delivered survives: with a history on disk, a message that any client received "
    "is still in the history after the server process was killed (`kill -9`).",
    "G7": "Returning clients miss nothing: an `events` client that reconnects with `since` "
    "receives every message that it missed, once and in order. If the history does not reach back "
    "that far, the client is told that the history is not complete.",
    "G8": "Shutdown is orderly: on SIGTERM the server accepts no new connections, delivers what "
    "was sent, and closes every connection with 1001. The process ends within five seconds, even "
    "when a client is stuck.",
}
_ENDPOINTS = {
    "GET /": {"200": "The chat page."},
    "GET /assets/{path}": {
        "200": "The page's scripts, style sheets and icon.",
        "404": "No such file.",
    },
    "GET /health": {
        "200": '`{"status": "ok"}`',
        "503": '`{"status": "draining"}` while the server shuts down; `{"status": "storage '
        'unavailable"}` while the history cannot be written.',
    },
    "GET /stats": {
        "200": "JSON: connections, rooms, users, messages_in, deliveries_out, evictions, uptime "
        "(seconds); with `Authorization: Bearer` and the operator token also users_by_room."
    },
    "GET /metrics": {"200": "The same counts and more, for Prometheus."},
    "POST /announcements": {
        "200": '`{"rooms": n, "connections": n}`: the numbers of rooms and connections. The body '
        'is `{"content": text}`, with `"room"` for one room only; it needs '
        "`Authorization: Bearer` and the operator token.",
        "400": "The body is invalid; a sentence says why.",
        "401": "The token is missing or wrong.",
        "404": "The server runs without `--operator-token`.",
        "413": "The body is too big.",
    },
    "GET /asyncapi.json": {"200": "This document."},
}
_REJECTIONS = {
    "400": "The name, room, `since`, query or handshake is invalid; a sentence says why.",
    "401": "Authentication failed: the token is missing, forged or expired.",
    "403": "The page comes from another origin.",
    "404": "There is no such endpoint.",
    "409": "With `--unique-names`: the name is in use in the room.",
    "426": "The request is no WebSocket upgrade, or asks for another version than 13.",
    "429": "The sender joins too often; `Retry-After` says when to retry.",
    "503": "The server has reached a limit or is shutting down; `Retry-After` says when to retry.",
}
_SETTINGS = {
    "max_frame": ("message, in all its frames", "bytes"),
    "send_buffer": ("data waiting for one connection", "bytes"),
    "max_connections": ("connections", ""),
    "max_rooms": ("rooms", ""),
    "history_limit": ("history of a room", "messages"),
    "history_bytes": ("history of all rooms, in memory", "bytes"),
    "heartbeat": ("time between pings", "seconds"),
    "idle_timeout": ("time without a sign of life", "seconds"),
    "join_timeout": ("time from the handshake to the join", "seconds"),
    "typing_timeout": ("time until the typing indicator is cleared", "seconds"),
}


def extensions() -> Schema:
    """Return the extensions of the document's root."""
    return {
        "x-dialects": {
            d.name: {"subprotocol": f"chat.{d.name}", "home": f"#/channels/{d.channel}"}
            for d in CHATTING
        },
        "x-guarantees": _GUARANTEES,
        "x-close-codes": {str(code): when for code, when in _CLOSE_CODES.items()},
        "x-limits": _limits(),
        "x-rejections": _REJECTIONS,
        "x-endpoints": _ENDPOINTS,
    }


def _limits() -> list[Schema]:
    fixed = [
        {"what": "text", "most": MAX_TEXT, "unit": "characters"},
        {"what": "name", "most": MAX_CHARACTERS, "unit": "characters"},
        {"what": "name", "most": MAX_BYTES, "unit": "bytes"},
        {"what": "history frame", "most": MOST_HISTORY, "unit": "bytes"},
    ]
    usual = Settings()
    return fixed + [
        {
            "what": what,
            "most": getattr(usual, field),
            "unit": unit,
            "setting": "--" + field.replace("_", "-"),
        }
        for field, (what, unit) in _SETTINGS.items()
    ]
