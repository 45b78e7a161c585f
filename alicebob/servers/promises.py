"""The promises that a server can make; the suite judges a server by the promises that it makes."""

from collections.abc import Iterable

PROMISES = {
    "core": "the page, and the chat in plain: messages, notices, and users without a name",
    "order": "all users in a room receive one order; promised by every server, but for -order",
    "rooms": "users in different rooms (?room=) do not receive each other's messages",
    "names": "user and room names are trimmed and normalized; misleading names are rejected",
    "texts": "blank and overlong texts are rejected with a sentence; a message far beyond the "
    "limit, or in far too many fragments, closes the connection",
    "heartbeat": "silent connections are closed, by CHAT_HEARTBEAT and CHAT_IDLE_TIMEOUT",
    "backpressure": "a client that does not read is disconnected, by CHAT_SEND_BUFFER",
    "limits": "connections are limited, by CHAT_MAX_CONNECTIONS, and so is the head of a request",
    "wire": "handshake, frames and close codes follow RFC 6455",
    "page": "the page loads from its own server only, and connects to no other",
    "origin": "pages from other origins cannot connect",
    "hosts": "requests for a host name that is not the server's are rejected (421)",
    "echo": "/echo sends every frame back",
    "health": "/health reports the state of the server",
    "shutdown": "on SIGTERM the server closes all connections (1001) and exits",
    "dialects": "users of plain, events and envelope in one room receive each other's messages",
    "history": "in events, users receive earlier messages when they join, and can request more",
    "presence": "in events, users receive the user list and the number of users",
    "private": "in events, users can send private messages",
    "typing": "in events, users see who is typing",
    "once": "in events, messages with the same client id are delivered once",
    "rates": "messages beyond the rate limit are rejected, by CHAT_RATE_LIMIT",
    "senders": "the connections of a proven name, or of an address, share a rate limit, by "
    "CHAT_ADDRESS_RATE_LIMIT and CHAT_TRUSTED_PROXY",
    "unique": "a name that is in use cannot be taken, with CHAT_UNIQUE_NAMES",
    "signin": "only clients with a valid token can connect, with CHAT_AUTH_SECRET",
    "deadlines": "CHAT_JOIN_TIMEOUT, CHAT_TYPING_TIMEOUT and CHAT_HANDSHAKE_TIMEOUT take effect",
    "announcements": "the operator can make announcements, with CHAT_OPERATOR_TOKEN",
    "metrics": "/stats and /metrics report what the server has counted",
    "asyncapi": "the server serves its AsyncAPI document, and every frame matches this project's",
    "persistence": "messages that a client has received survive a crash, with CHAT_HISTORY",
}
"""Each promise, with a sentence for the summary of a run."""

NEEDS_OWN_SERVER = {
    *("heartbeat", "backpressure", "limits", "shutdown", "deadlines", "unique", "signin", "rates"),
    *("senders", "announcements", "persistence"),
}
"""The promises that can be judged only on a server that the suite starts itself."""

ORDER, WIRE = "order", "wire"
DESCRIBED = "asyncapi"  # the promise that frames match the protocol's document


def given(names: Iterable[str]) -> frozenset[str]:
    """Return the promises in a list of ``names``: ``order`` comes with every list, and a name with
    a minus in front is taken away.

    >>> sorted(given(["core", "-order", "rooms"]))
    ['core', 'rooms']
    """
    named = {*names, ORDER}
    taken = {name for name in named if name.startswith("-")}
    return frozenset(named - taken - {name[1:] for name in taken})
