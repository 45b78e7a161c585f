"""What can be set: flags over environment over defaults, each checked, each explained once."""

import argparse
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
LOG_LEVELS = ("debug", "info", "warning", "error")
_LONGEST_NUMBER = 12  # digits
_IDLE_PER_HEARTBEAT = 2.4  # 60 s to 25 s, the proportion of the defaults


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force. Periods in seconds (0: never), sizes in bytes."""

    host: str = "127.0.0.1"
    port: int = 8080
    heartbeat: float = 25.0
    idle_timeout: float = 60.0
    max_connections: int = 10_000
    max_frame: int = 512 * 1024
    send_buffer: int = 1024 * 1024
    allow_origin: tuple[str, ...] = ()
    log_level: str = "info"
    history_limit: int = 1000
    unique_names: bool = False
    max_rooms: int = 10_000
    join_timeout: float = 10.0
    typing_timeout: float = 5.0


class Nonsense(ValueError):
    """A value that cannot be; the text says what would do."""


def _whole(minimum: int, maximum: int, what: str) -> Callable[[str], int]:
    def convert(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
        if not is_number or not minimum <= int(text) <= maximum:
            raise Nonsense(f"{what} is a whole number from {minimum} to {maximum}, not {text!r}")
        return int(text)

    return convert


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 86_400:
        raise Nonsense(f"give seconds from 0 (never) to 86400, not {text!r}")
    return value


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/").lower() for part in text.split(",") if part.strip())
    for origin in origins:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise Nonsense(f"an origin looks like https://chat.example:8443, not {origin!r}")
    return origins


def _host(text: str) -> str:
    if not text.strip():
        raise Nonsense("give an address or a host name, as 127.0.0.1 or 0.0.0.0")
    return text.strip()


def _log_level(text: str) -> str:
    if text.lower() not in LOG_LEVELS:
        raise Nonsense(f"choose one of {', '.join(LOG_LEVELS)}, not {text!r}")
    return text.lower()


@dataclass(frozen=True, slots=True)
class _Option:
    flag: str
    variable: str
    metavar: str
    convert: Callable[[str], Any]
    help: str

    @property
    def field(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")


_BYTES = _whole(1, 2**31 - 1, "a size in bytes")
OPTIONS = (
    _Option(
        "--host",
        "CHAT_HOST",
        "ADDRESS",
        _host,
        "address to listen on; 0.0.0.0 lets other machines in",
    ),
    _Option(
        "--port",
        "PORT",
        "NUMBER",
        _whole(0, 65_535, "a port"),
        "port to listen on; 0 takes any free one",
    ),
    _Option(
        "--heartbeat",
        "CHAT_HEARTBEAT",
        "SECONDS",
        _seconds,
        "ping every client this often; 0: never",
    ),
    _Option(
        "--idle-timeout",
        "CHAT_IDLE_TIMEOUT",
        "SECONDS",
        _seconds,
        "cut who gave no sign of life for so long; 0: never",
    ),
    _Option(
        "--max-connections",
        "CHAT_MAX_CONNECTIONS",
        "NUMBER",
        _whole(1, 1_000_000, "a number of connections"),
        "refuse (503) whoever comes beyond this many",
    ),
    _Option(
        "--max-frame",
        "CHAT_MAX_FRAME",
        "BYTES",
        _BYTES,
        "most bytes of one message; above it the sender is cut (1009)",
    ),
    _Option(
        "--send-buffer",
        "CHAT_SEND_BUFFER",
        "BYTES",
        _BYTES,
        "most bytes that wait for one reader; past it that reader is cut (1013)",
    ),
    _Option(
        "--allow-origin",
        "CHAT_ALLOW_ORIGIN",
        "ORIGIN",
        _origins,
        "pages from elsewhere that may connect, with commas between; * for all",
    ),
    _Option(
        "--log-level",
        "CHAT_LOG_LEVEL",
        "LEVEL",
        _log_level,
        f"how much to log on standard error: {', '.join(LOG_LEVELS)}",
    ),
)


def read(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this start. Nonsense ends the program with a sentence and exit code 2."""
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    values: dict[str, Any] = {}
    for option in OPTIONS:
        flag, variable = given[option.field], environment.get(option.variable)
        source, text = (option.flag, flag) if flag is not None else (option.variable, variable)
        if text is None or (flag is None and not text):
            continue
        try:
            values[option.field] = option.convert(text)
        except Nonsense as nonsense:
            parser.error(f"{source}: {nonsense}")
    try:
        return _fit_periods(values)
    except Nonsense as nonsense:
        parser.error(str(nonsense))


def _fit_periods(values: dict[str, Any]) -> Settings:
    """A quiet client must be asked for a sign of life before it is cut for giving none."""
    settings = Settings(**values)
    if not settings.idle_timeout or 0 < settings.heartbeat < settings.idle_timeout:
        return settings
    if "heartbeat" in values:
        raise Nonsense(
            f"--idle-timeout ({settings.idle_timeout:g} s) must be longer than --heartbeat "
            f"({settings.heartbeat:g} s, and not 0), or a quiet client is cut before it is asked"
        )
    return Settings(**values, heartbeat=settings.idle_timeout / _IDLE_PER_HEARTBEAT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="A WebSocket chat server: open its page in two tabs and talk to yourself.",
        epilog="Ctrl-C stops it politely; a second one stops it at once.",
        formatter_class=lambda prog: argparse.HelpFormatter(prog, max_help_position=28, width=96),
        allow_abbrev=False,
    )
    defaults = Settings()
    for option in OPTIONS:
        default = getattr(defaults, option.field)
        shown = (
            ", ".join(default) or "none"
            if isinstance(default, tuple)
            else f"{default:g}"
            if isinstance(default, float)
            else default
        )
        explained = f"{option.help} [{shown}; ${option.variable}]"
        parser.add_argument(option.flag, metavar=option.metavar, help=explained.replace("%", "%%"))
    return parser
