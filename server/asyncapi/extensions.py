"""What AsyncAPI has no words for: how a connection ends, promises, limits, the HTTP side."""

from server.asyncapi.channels import CHATTING
from server.asyncapi.schemas import Schema
from server.config.settings import Settings
from server.core.names import MAX_BYTES, MAX_CHARACTERS
from server.core.room import MAX_TEXT
from server.dialects.events import MOST_HISTORY

_CLOSE_CODES = {
    1000: "Goodbye: you left, or closed the connection yourself (your own code comes back).",
    1001: "The server goes away.",
    1002: "You broke the WebSocket protocol.",
    1003: "You sent a binary frame in `events` or `envelope`.",
    1007: "Your text, or your close reason, was not UTF-8.",
    1008: "You did not join in time, went on after ten refusals for your rate, or sent a message "
    "in too many fragments.",
    1009: "Your message had more bytes than a message may have.",
    1011: "The server failed; its log says more.",
    1013: "You read too slowly: too much waited for you.",
    4001: "Your token expired.",
}
_PROMISES = (
    "All readers of a room see one sequence: messages and notices, each exactly once.",
    "A sender's messages keep their order.",
    "What waits for one reader is bounded; past it they are cut (1013), and announced as left.",
    "Whoever gives no sign of life is cut, and announced as left.",
    "Nonsense hurts its sender alone.",
    "With a history on disk, what anyone has read survives a crash.",
    "Who comes back with `since` gets all that was missed, once, in order; or is told that the "
    "history is not complete.",
    "On SIGTERM nobody new is let in, what was sent is flushed, and everybody gets Close 1001.",
)
_ENDPOINTS = {
    "GET /": {"200": "The chat page."},
    "GET /assets/{path}": {"200": "Its scripts, style sheet and icon.", "404": "There is none."},
    "GET /health": {
        "200": '`{"status": "ok"}`',
        "503": '`{"status": "draining"}` while the server shuts down; `{"status": "no broker"}` '
        "while the history cannot be written.",
    },
    "GET /stats": {
        "200": "JSON: connections, rooms (users of each), messages_in, deliveries_out, evictions, "
        "uptime (seconds)."
    },
    "GET /metrics": {"200": "The same and more, for Prometheus."},
    "POST /announcements": {
        "200": '`{"rooms": n, "connections": n}`: how many were told. The body is '
        '`{"content": text}`, with `"room"` for one room alone; it needs '
        "`Authorization: Bearer` and the operator's token.",
        "400": "The body is not as it should be; a sentence says why.",
        "401": "The token is missing or wrong.",
        "404": "No operator's token is set.",
        "413": "The body is too big.",
    },
    "GET /asyncapi.json": {"200": "This document."},
}
_REFUSALS = {
    "400": "A name, a room, `since` or the handshake is not as it should be; a sentence says what.",
    "401": "With sign-in: the token is missing, forged or expired.",
    "403": "The page comes from another origin.",
    "404": "There is no such address.",
    "409": "With `--unique-names`: the name is in use in the room.",
    "426": "This is a WebSocket address, and that was no handshake, or one of another version.",
    "503": "The server or its rooms are full, or it goes away; `Retry-After` says when to return.",
}
_SETTINGS = {
    "max_frame": ("a message, in all its frames", "bytes"),
    "send_buffer": ("what waits for one reader", "bytes"),
    "max_connections": ("connections at once", ""),
    "max_rooms": ("rooms at once", ""),
    "history_limit": ("what is kept of a room", "messages"),
    "heartbeat": ("from ping to ping", "seconds"),
    "idle_timeout": ("without a sign of life", "seconds"),
    "join_timeout": ("from the handshake to the join", "seconds"),
    "typing_timeout": ("typing without a word", "seconds"),
}


def extensions() -> Schema:
    """The extensions of the document's root."""
    return {
        "x-dialects": {
            d.name: {"subprotocol": f"chat.{d.name}", "home": f"#/channels/{d.channel}"}
            for d in CHATTING
        },
        "x-promises": list(_PROMISES),
        "x-close-codes": {str(code): when for code, when in _CLOSE_CODES.items()},
        "x-limits": _limits(),
        "x-refusals": _REFUSALS,
        "x-endpoints": _ENDPOINTS,
    }


def _limits() -> list[Schema]:
    fixed = [
        {"what": "a text", "most": MAX_TEXT, "unit": "characters"},
        {"what": "a name", "most": MAX_CHARACTERS, "unit": "characters"},
        {"what": "a name", "most": MAX_BYTES, "unit": "bytes"},
        {"what": "a history frame", "most": MOST_HISTORY, "unit": "bytes"},
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
