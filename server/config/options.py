"""All that can be set: each with its flag, its variable, how it is read, and one line of help."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.config import values

TEXT, NUMBER, TRUTH, LIST = (str,), (int, float), (bool, int), (list,)
"""The kinds that a configuration file has (TOML). Every setting may be a text as well."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting. ``convert`` raises ``InvalidValue``; ``kinds`` are what a file may give."""

    flag: str
    variable: str
    metavar: str
    convert: Callable[[str], Any]
    help: str
    kinds: tuple[type, ...] = TEXT
    is_secret: bool = False

    @property
    def key(self) -> str:
        """What it is called in a configuration file."""
        return self.flag.removeprefix("--")

    @property
    def field(self) -> str:
        """What it is called in ``Settings``."""
        return self.key.replace("-", "_")


_BYTES = values.whole(1, 2**31 - 1, "a size in bytes")

LISTENING = (
    Option(
        "--host",
        "CHAT_HOST",
        "ADDRESS",
        values.host,
        "address to listen on; 0.0.0.0 lets other machines in",
    ),
    Option(
        "--port",
        "PORT",
        "NUMBER",
        values.whole(0, 65_535, "a port"),
        "port to listen on; 0 takes any free one",
        NUMBER,
    ),
    Option(
        "--tls-cert",
        "CHAT_TLS_CERT",
        "PATH",
        values.path,
        "certificate (and chain) in PEM: speak https and wss; needs --tls-key",
    ),
    Option(
        "--tls-key",
        "CHAT_TLS_KEY",
        "PATH",
        values.path,
        "the certificate's private key in PEM, not encrypted",
    ),
    Option(
        "--allow-origin",
        "CHAT_ALLOW_ORIGIN",
        "ORIGIN",
        values.origins,
        "pages from elsewhere that may connect, with commas between; * for all",
        LIST,
    ),
    Option(
        "--log-level",
        "CHAT_LOG_LEVEL",
        "LEVEL",
        values.log_level,
        f"how much to log on standard error: {', '.join(values.LOG_LEVELS)}",
    ),
)

PEOPLE = (
    Option(
        "--unique-names",
        "CHAT_UNIQUE_NAMES",
        "",
        values.truth,
        "refuse a name that somebody in the room bears already",
        TRUTH,
    ),
    Option(
        "--auth-secret",
        "CHAT_AUTH_SECRET",
        "SECRET",
        values.secret,
        "let in only who has a token signed with it (JWT, HS256); the variable or a file keep it "
        "from other users of this machine, a flag does not",
        is_secret=True,
    ),
    Option(
        "--operator-token",
        "CHAT_OPERATOR_TOKEN",
        "TOKEN",
        values.bearer_token,
        "lets its bearer make announcements (POST /announcements)",
        is_secret=True,
    ),
    Option(
        "--history",
        "CHAT_HISTORY",
        "PATH",
        values.path,
        "keep what is said in this file (SQLite); without it, in memory",
    ),
    Option(
        "--history-limit",
        "CHAT_HISTORY_LIMIT",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of messages"),
        "most messages that are kept of one room",
        NUMBER,
    ),
)

LIMITS = (
    Option(
        "--max-connections",
        "CHAT_MAX_CONNECTIONS",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of connections"),
        "refuse (503) whoever comes beyond this many",
        NUMBER,
    ),
    Option(
        "--max-rooms",
        "CHAT_MAX_ROOMS",
        "NUMBER",
        values.whole(1, 1_000_000, "a number of rooms"),
        "open no more rooms than this",
        NUMBER,
    ),
    Option(
        "--max-frame",
        "CHAT_MAX_FRAME",
        "BYTES",
        _BYTES,
        "most bytes of one message; above it the sender is cut (1009)",
        NUMBER,
    ),
    Option(
        "--send-buffer",
        "CHAT_SEND_BUFFER",
        "BYTES",
        _BYTES,
        "most bytes that wait for one reader; past it that reader is cut (1013)",
        NUMBER,
    ),
    Option(
        "--rate-limit",
        "CHAT_RATE_LIMIT",
        "RATE",
        values.rate,
        "most that one connection may say, ask and type, as 10/s, 100/m or 20/h",
    ),
)

PERIODS = (
    Option(
        "--heartbeat",
        "CHAT_HEARTBEAT",
        "SECONDS",
        values.seconds,
        "ping every client this often; 0: never",
        NUMBER,
    ),
    Option(
        "--idle-timeout",
        "CHAT_IDLE_TIMEOUT",
        "SECONDS",
        values.seconds,
        "cut who gave no sign of life for so long; 0: never",
        NUMBER,
    ),
    Option(
        "--handshake-timeout",
        "CHAT_HANDSHAKE_TIMEOUT",
        "SECONDS",
        values.seconds,
        "hang up on who has not sent a whole request by then; 0: after a minute",
        NUMBER,
    ),
    Option(
        "--join-timeout",
        "CHAT_JOIN_TIMEOUT",
        "SECONDS",
        values.seconds,
        "cut who is connected so long and has not said who it is (1008); 0: never",
        NUMBER,
    ),
    Option(
        "--typing-timeout",
        "CHAT_TYPING_TIMEOUT",
        "SECONDS",
        values.seconds,
        "who has typed nothing more for so long is typing no more; 0: never",
        NUMBER,
    ),
)

OPTION_GROUPS = {
    "where it listens": LISTENING,
    "who may come, and what is kept": PEOPLE,
    "how much": LIMITS,
    "how long": PERIODS,
}
OPTIONS = tuple(option for group in OPTION_GROUPS.values() for option in group)
AUTH_SECRET = next(option for option in OPTIONS if option.key == "auth-secret")
CONFIG, CONFIG_VARIABLE = "--config", "CHAT_CONFIG"
