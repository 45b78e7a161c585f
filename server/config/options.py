"""All settings: each with its flag, its variable, its converter and one line of help."""

from server.config import values
from server.config.option import LIST, NUMBER, TRUTH, Option

_BYTES = values.whole(1, 2**31 - 1, "a size in bytes")

LISTENING = (
    Option(
        "--host",
        "CHAT_HOST",
        "ADDRESS",
        values.host,
        "address to listen on; 0.0.0.0 accepts connections from other machines; unix:PATH listens "
        "on a Unix socket, for a proxy, whose headers are believed as those of a --trusted-proxy",
    ),
    Option(
        "--port",
        "PORT",
        "NUMBER",
        values.whole(0, 65_535, "a port"),
        "port to listen on; 0 chooses a free one",
        NUMBER,
    ),
    Option(
        "--metrics-port",
        "CHAT_METRICS_PORT",
        "NUMBER",
        values.whole(0, 65_535, "a port"),
        "port of their own for /stats and /metrics, which are then nowhere else; 0: none",
        NUMBER,
    ),
    Option(
        "--tls-cert",
        "CHAT_TLS_CERT",
        "PATH",
        values.path,
        "certificate (and chain) in PEM; turns on https and wss; needs --tls-key",
    ),
    Option(
        "--tls-key",
        "CHAT_TLS_KEY",
        "PATH",
        values.path,
        "private key of the certificate, in PEM, unencrypted",
    ),
    Option(
        "--allow-origin",
        "CHAT_ALLOW_ORIGIN",
        "ORIGIN",
        values.origins,
        "other origins whose pages may connect, separated by commas; * for all",
        LIST,
    ),
    Option(
        "--allow-host",
        "CHAT_ALLOW_HOST",
        "NAME",
        values.host_names,
        "names under which clients may address the server, separated by commas; * for all; without "
        "any, a server on 127.0.0.1 answers as localhost only, and another one under every name",
        LIST,
    ),
    Option(
        "--trusted-proxy",
        "CHAT_TRUSTED_PROXY",
        "ADDRESS",
        values.networks,
        "addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For or "
        "Forwarded header says which address a client has, and X-Forwarded-Host which host it "
        "asked for; nobody else's are believed",
        LIST,
    ),
    Option(
        "--log-level",
        "CHAT_LOG_LEVEL",
        "LEVEL",
        values.log_level,
        f"log level on standard error: {', '.join(values.LOG_LEVELS)}",
    ),
    Option(
        "--log-format",
        "CHAT_LOG_FORMAT",
        "FORMAT",
        values.log_format,
        "form of the log: text, for people, or json, one object a line",
    ),
)

PEOPLE = (
    Option(
        "--unique-names",
        "CHAT_UNIQUE_NAMES",
        "",
        values.truth,
        "reject a name that is already in use in the room",
        TRUTH,
    ),
    Option(
        "--auth-secret",
        "CHAT_AUTH_SECRET",
        "SECRET",
        values.secret,
        "accept only clients with a token signed with this secret (JWT, HS256); other users of "
        "this machine can read a flag, so prefer the variable or a file",
        is_secret=True,
    ),
    Option(
        "--operator-token",
        "CHAT_OPERATOR_TOKEN",
        "TOKEN",
        values.bearer_token,
        "token for making announcements (POST /announcements)",
        is_secret=True,
    ),
    Option(
        "--store",
        "CHAT_STORE",
        "STORE",
        values.store,
        "where messages are kept: memory, sqlite:PATH, or a Redis or Valkey that several servers "
        "share (redis://HOST, rediss://HOST, unix:///PATH), so that they are one chat; other users "
        "of this machine can read a flag, so prefer the variable or a file for a password",
        shown=values.without_password,
    ),
    Option(
        "--store-prefix",
        "CHAT_STORE_PREFIX",
        "PREFIX",
        values.prefix,
        "beginning of all keys in a shared store; servers with the same one are one chat",
    ),
    Option(
        "--node-timeout",
        "CHAT_NODE_TIMEOUT",
        "SECONDS",
        values.node_timeout,
        "time after which the users of a server that is silent have left, for the others that "
        "share its store",
        NUMBER,
    ),
    Option(
        "--history",
        "CHAT_HISTORY",
        "PATH",
        values.path,
        "short for --store sqlite:PATH: keep the message history in this file (SQLite)",
    ),
    Option(
        "--history-limit",
        "CHAT_HISTORY_LIMIT",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of messages"),
        "maximum number of messages to keep for each room",
        NUMBER,
    ),
    Option(
        "--history-bytes",
        "CHAT_HISTORY_BYTES",
        "BYTES",
        values.whole(1024 * 1024, 512 * 1024**3, "a size in bytes"),
        "maximum size of the whole history, in memory or in its file; beyond it, the largest rooms "
        "lose their oldest messages; with --history the default is 1 GiB",
        NUMBER,
    ),
)

LIMITS = (
    Option(
        "--max-connections",
        "CHAT_MAX_CONNECTIONS",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of connections"),
        "maximum number of connections; further ones are rejected (503)",
        NUMBER,
    ),
    Option(
        "--max-pending",
        "CHAT_MAX_PENDING",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of connections"),
        "maximum number of connections that are not WebSockets (yet); beyond it, the oldest of the "
        "address that has the most is closed",
        NUMBER,
    ),
    Option(
        "--max-rooms",
        "CHAT_MAX_ROOMS",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of rooms"),
        "maximum number of rooms",
        NUMBER,
    ),
    Option(
        "--max-frame",
        "CHAT_MAX_FRAME",
        "BYTES",
        _BYTES,
        "maximum size of a message; larger ones close the connection (1009)",
        NUMBER,
    ),
    Option(
        "--send-buffer",
        "CHAT_SEND_BUFFER",
        "BYTES",
        _BYTES,
        "maximum data waiting for one connection; beyond it, the connection is closed (1013)",
        NUMBER,
    ),
    Option(
        "--rate-limit",
        "CHAT_RATE_LIMIT",
        "RATE",
        values.rate,
        "rate limit for each connection, such as 10/s, 100/m or 20/h; all connections of a name "
        "share it if names are proved (--auth-secret)",
    ),
    Option(
        "--address-rate-limit",
        "CHAT_ADDRESS_RATE_LIMIT",
        "RATE",
        values.rate,
        "rate limit that all connections from one address share, unless names are proved; without "
        "it, ten times --rate-limit",
    ),
)

PERIODS = (
    Option(
        "--heartbeat",
        "CHAT_HEARTBEAT",
        "SECONDS",
        values.seconds,
        "time between pings to each client; 0 disables",
        NUMBER,
    ),
    Option(
        "--idle-timeout",
        "CHAT_IDLE_TIMEOUT",
        "SECONDS",
        values.seconds,
        "close connections without any sign of life for this time; 0 disables",
        NUMBER,
    ),
    Option(
        "--handshake-timeout",
        "CHAT_HANDSHAKE_TIMEOUT",
        "SECONDS",
        values.seconds,
        "disconnect clients that have not sent a complete request, or not taken its answer, within "
        "this time; 0: one minute",
        NUMBER,
    ),
    Option(
        "--join-timeout",
        "CHAT_JOIN_TIMEOUT",
        "SECONDS",
        values.seconds,
        "close connections that have not joined within this time (1008); 0 disables",
        NUMBER,
    ),
    Option(
        "--typing-timeout",
        "CHAT_TYPING_TIMEOUT",
        "SECONDS",
        values.seconds,
        "clear the typing indicator after this many seconds; 0 disables",
        NUMBER,
    ),
)

OPTION_GROUPS = {
    "listening": LISTENING,
    "users and history": PEOPLE,
    "limits": LIMITS,
    "timeouts": PERIODS,
}
OPTIONS = tuple(option for group in OPTION_GROUPS.values() for option in group)
HISTORY_OPTIONS = tuple(option for option in OPTIONS if option.key in ("store", "history"))
AUTH_SECRET = next(option for option in OPTIONS if option.key == "auth-secret")
CONFIG, CONFIG_VARIABLE = "--config", "CHAT_CONFIG"
