"""The promises that a server can make; the suite judges a server by the promises that it makes."""

from collections.abc import Iterable, Mapping

LEVELS: Mapping[str, Mapping[str, str]] = {
    "core": {
        "messages": "everybody else in the room receives each message once",
        "own-messages": "users receive their own messages, too, as everybody else does",
        "sender-order": "the messages of one user arrive in the order in which they were sent",
        "order": "all users in a room receive one order",
        "arrivals": "everybody else in the room is notified when a user joins",
        "departures": "everybody else is notified when a user leaves, however the connection ended",
        "names-shown": "users are shown under their names, exactly as they wrote them",
        "long-names": "a name may have up to 64 characters",
        "shared-names": "several connections may have one name, and each of them is announced",
        "anonymous": "users who give no name are called Anonymous",
        "no-replay": "in plain and envelope, users receive nothing from before they joined",
        "exact": "a message arrives unchanged, to the character, but for the changes that a "
        "profile names",
        "bursts": "hundreds of messages in a row reach everybody, and cost nobody the connection",
        "long": "a message may have up to 65,535 bytes",
        "query": "the query of an address is decoded as browsers encode it, with + for a space",
        "websocket": "handshakes, Close frames, pings and fragments of RFC 6455 are understood",
    },
    "chat": {
        "rooms": "users in different rooms (?room=) do not receive each other's messages",
        "names": "user and room names are trimmed and normalized; misleading names are rejected",
        "texts": "a message has 1 to 65,536 characters in at most 524,288 bytes; others are "
        "rejected with a sentence, and a message far too big, or in far too many fragments, closes "
        "the connection",
        "binary": "in plain, binary messages are ignored",
        "packed": "on a wire with a separator, all messages of a frame are received",
        "unique": "a name that is in use cannot be taken, with CHAT_UNIQUE_NAMES",
    },
    "extended": {
        "dialects": "users of plain, events and envelope in one room receive each other's messages",
        "history": "users receive earlier messages when they join, and in events can request more",
        "history-limits": "the history forgets the oldest messages, by CHAT_HISTORY_LIMIT and "
        "CHAT_HISTORY_BYTES, and says so",
        "presence": "users can see who is in the room, and in events how many",
        "private": "users can send private messages, which only the recipient receives",
        "typing": "users see who is typing",
        "once": "in events, messages with the same client id are delivered once",
    },
    "web": {
        "page": "/ is a page that asks for a name, its scripts and style sheets load, and no path "
        "leads to other files of the server",
        "not-found": "a path that leads nowhere is answered with 404",
        "page-policy": "the page loads from its own server only, and connects to no other",
        "origin": "pages from other origins cannot connect",
        "hosts": "requests for a host name that is not the server's are rejected",
        "handshakes": "an invalid handshake is rejected, and nothing behind it is read",
        "strict-handshake": "handshakes are read to the letter, and each invalid one is rejected "
        "with exactly the status that docs/protocol.md gives for the reason",
        "close-codes": "a Close frame is answered with its own code, and nothing is sent after it",
        "frames": "an invalid frame ends its connection, with the close code of RFC 6455",
        "exact-keys": "frames have the keys that their dialect defines, and no others",
        "request-limits": "a request whose head does not end is answered or closed, and not kept",
        "echo-endpoint": "/echo sends every frame back",
        "asyncapi": "the server serves its AsyncAPI document, and every frame matches this "
        "project's",
    },
    "operations": {
        "health": "/health reports the state of the server",
        "metrics": "/stats and /metrics report what the server has counted",
        "heartbeat": "silent connections are closed, by CHAT_HEARTBEAT and CHAT_IDLE_TIMEOUT",
        "backpressure": "a client that does not read is disconnected, by CHAT_SEND_BUFFER",
        "limits": "connections are limited, by CHAT_MAX_CONNECTIONS and CHAT_MAX_PENDING",
        "deadlines": "CHAT_JOIN_TIMEOUT, CHAT_TYPING_TIMEOUT and CHAT_HANDSHAKE_TIMEOUT take "
        "effect",
        "rates": "messages beyond the rate limit are rejected, by CHAT_RATE_LIMIT",
        "senders": "the connections of a proven name, or of an address, share a rate limit, by "
        "CHAT_ADDRESS_RATE_LIMIT and CHAT_TRUSTED_PROXY",
        "signin": "only clients with a valid token can connect, with CHAT_AUTH_SECRET",
        "announcements": "the operator can make announcements, with CHAT_OPERATOR_TOKEN",
        "persistence": "messages that a client has received survive a crash, with CHAT_HISTORY",
        "shutdown": "on SIGTERM the server closes all connections (1001) and exits",
    },
    "cluster": {
        "nodes": "users on several servers of one chat share it, as if they were on one",
        "failover": "users of a server that ends or stands still leave once, and can come back on "
        "another one, without missing a message",
        "outage": "while the store of the servers is away, users stay connected and nothing is "
        "delivered that is not kept; when it is back, all goes on",
    },
    "reference": {
        "page-in-browser": "in a browser, the page is what docs/page.md says: it shows what was "
        "said, loses no words, and can be used by everybody",
    },
}
"""Each promise by its level, with a sentence for the summary of a run.

The name of a level stands for the sum of its promises.
"""

PROMISES: Mapping[str, str] = {
    name: sentence for promises in LEVELS.values() for name, sentence in promises.items()
}
"""Each promise, with its sentence."""

NEEDS_OWN_SERVER = {
    *("heartbeat", "backpressure", "limits", "shutdown", "deadlines", "unique", "signin", "rates"),
    *("senders", "announcements", "persistence", "history-limits", "failover", "outage"),
}
"""The promises that can be judged only on a server that the suite starts itself."""

LATE = {"failover", "outage"}  # promises that a server keeps a while after something has ended
CLUSTER = "cluster"  # the level of promises about several servers of one chat
ORDER, NOT_FOUND = "order", "not-found"
CLOSE_CODES = "close-codes"
DESCRIBED = "asyncapi"  # the promise that frames match the protocol's document
EXACT_KEYS = "exact-keys"
STRICT_HANDSHAKE = "strict-handshake"


def given(names: Iterable[str]) -> frozenset[str]:
    """Return the promises in a list of ``names``.

    A name is that of a promise or of a level. What has a minus in front is taken away, wherever it
    stands. Raises ``KeyError`` for any other name.

    >>> sorted(given(["web", "-frames", "-core"]) & {"page", "frames", "order"})
    ['page']
    """
    listed = list(names)
    taken = {name for each in listed if each.startswith("-") for name in _named(each[1:])}
    return frozenset({name for each in listed if each[:1] != "-" for name in _named(each)} - taken)


def _named(name: str) -> Iterable[str]:
    return LEVELS[name] if name in LEVELS else {name: PROMISES[name]}
