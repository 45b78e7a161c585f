"""The settings in force, read from flags, environment, configuration file and defaults."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server import __version__
from server.config import toml_file
from server.config.argument_parser import SettingsParser
from server.config.option import Option
from server.config.options import CONFIG, CONFIG_VARIABLE, OPTION_GROUPS, OPTIONS
from server.config.program import PROGRAM
from server.config.sources import SettingValue, given
from server.config.values import MEMORY, SQLITE, InvalidValue
from server.config.variables import expect_known
from server.core.rate_limit import Rate
from server.store.base import MOST_IN_FILE, MOST_IN_MEMORY

_IDLE_PER_HEARTBEAT = 2.4  # 60 s to 25 s, the proportion of the defaults
_FITTED = {
    "heartbeat": "fitted to the idle-timeout",
    "history_bytes": "fitted to the history",
    "history": "fitted to the store",
    "store": "fitted to the history",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force: periods in seconds (0: disabled), sizes in bytes, "" for none."""

    host: str = "127.0.0.1"
    port: int = 8080
    heartbeat: float = 25.0
    idle_timeout: float = 60.0
    max_connections: int = 10_000
    max_pending: int = 1_000
    max_frame: int = 512 * 1024
    send_buffer: int = 1024 * 1024
    allow_origin: tuple[str, ...] = ()
    log_level: str = "info"
    history: str = ""
    history_limit: int = 1000
    unique_names: bool = False
    auth_secret: str = field(default="", repr=False)
    operator_token: str = field(default="", repr=False)
    rate_limit: Rate | None = None
    max_rooms: int = 10_000
    join_timeout: float = 10.0
    typing_timeout: float = 5.0
    handshake_timeout: float = 10.0
    tls_cert: str = ""
    tls_key: str = ""
    allow_host: tuple[str, ...] = ()
    address_rate_limit: Rate | None = None
    trusted_proxy: tuple[str, ...] = ()
    history_bytes: int = MOST_IN_MEMORY
    store: str = field(default=MEMORY, repr=False)
    store_prefix: str = "chat"
    node_timeout: float = 10.0
    log_format: str = "text"
    metrics_port: int = 0


def read(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings for this start.

    Invalid settings end the program with an error message and exit code 2, ``--show-config`` and
    ``--version`` end it with 0.
    """
    parser = _parser()
    flags = parser.texts(arguments)
    if flags["version"]:
        print(f"alicebob {__version__}")
        sys.exit(0)
    try:
        expect_known(environment)
        found = given(OPTIONS, flags, environment)
        settings = _fit(found)
    except InvalidValue as error:
        parser.error(str(error))
    if flags["show_config"]:
        print(_shown(settings, found))
        sys.exit(0)
    return settings


def reread(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings for the same start as they are now: the file may have changed.

    Raises ``InvalidValue``.
    """
    return _fit(given(OPTIONS, _parser().texts(arguments), environment))


def _fit(found: Mapping[str, SettingValue]) -> Settings:
    """Check the settings against each other, and fit the heartbeat to a short idle timeout and
    the size of the history to its place.

    A quiet client must be pinged before it is disconnected for being idle.
    """
    values: dict[str, Any] = {name: each.value for name, each in found.items()}
    values = _with_one_store(values)
    if values.get("history"):
        values = {"history_bytes": MOST_IN_FILE, **values}
    settings = Settings(**values)
    if bool(settings.tls_cert) != bool(settings.tls_key):
        there, missing = ("cert", "key") if settings.tls_cert else ("key", "cert")
        raise InvalidValue(f"--tls-{there} also needs --tls-{missing}: give both, or neither")
    if settings.metrics_port and settings.metrics_port == settings.port:
        raise InvalidValue("--metrics-port must be another port than --port")
    if settings.address_rate_limit and not settings.rate_limit:
        raise InvalidValue("--address-rate-limit also needs --rate-limit: give both, or neither")
    if not settings.idle_timeout or 0 < settings.heartbeat < settings.idle_timeout:
        return settings
    if "heartbeat" in values:
        raise InvalidValue(
            f"--idle-timeout ({settings.idle_timeout:g} s) must be longer than --heartbeat "
            f"({settings.heartbeat:g} s), which must not be 0; otherwise quiet clients are "
            "disconnected before they are pinged"
        )
    return Settings(**values, heartbeat=settings.idle_timeout / _IDLE_PER_HEARTBEAT)


def _with_one_store(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with the file of the history in both settings that may name it."""
    store, history = values.get("store", ""), values.get("history", "")
    if not history:
        is_file = store.startswith(SQLITE)
        return {**values, "history": store.removeprefix(SQLITE)} if is_file else values
    if store not in ("", SQLITE + history):
        raise InvalidValue(f"--history is short for --store {SQLITE}{history}: give one of them")
    return {**values, "store": SQLITE + history}


def _shown(settings: Settings, found: Mapping[str, SettingValue]) -> str:
    """Return the settings in force as a configuration file, each with its source."""

    def source(option: Option) -> str:
        if option.field in found:
            return found[option.field].source
        is_default = getattr(settings, option.field) == getattr(Settings(), option.field)
        return "default" if is_default else _FITTED[option.field]

    return toml_file.written(
        (option, getattr(settings, option.field), source(option)) for option in OPTIONS
    )


def _parser() -> SettingsParser:
    parser = SettingsParser(
        PROGRAM,
        "[--FLAG VALUE ...]",
        "A WebSocket chat server with a web page.",
        f"'{PROGRAM} token NAME' creates a sign-in token; 'backup FILE', 'export' and 'forget "
        f"NAME' are for a history file (see '{PROGRAM} token --help', and so on). "
        "Ctrl-C shuts the server down in order; a second Ctrl-C ends it at once.",
    )
    defaults = Settings()
    for title, options in OPTION_GROUPS.items():
        group = parser.add_argument_group(title)
        for option in options:
            default = _default(getattr(defaults, option.field))
            explained = f"{option.help} [{default}; ${option.variable}]".replace("%", "%%")
            if option.metavar:
                group.add_argument(option.flag, metavar=option.metavar, help=explained)
            else:
                group.add_argument(option.flag, action="store_const", const="true", help=explained)
    configuration = parser.add_argument_group("configuration")
    configuration.add_argument(CONFIG, metavar="FILE", help=_CONFIG_HELP)
    configuration.add_argument(
        "--show-config",
        action="store_const",
        const="true",
        help="print the settings in force and exit",
    )
    configuration.add_argument(
        "--version", action="store_const", const="true", help="print the version and exit"
    )
    return parser


_CONFIG_HELP = (
    "read settings from this TOML file, for example: idle-timeout = 30; flags take precedence over "
    f"environment variables, and those over the file [none; ${CONFIG_VARIABLE}]"
)


def _default(value: object) -> str:
    match value:
        case bool():
            return "no"
        case float():
            return f"{value:g}"
        case tuple() | "" | None:
            return "none"
        case _:
            return str(value)
