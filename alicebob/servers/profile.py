"""The server under test, as a TOML file or the command line describes it."""

import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from alicebob.dialects.registry import DIALECTS
from alicebob.transport.address import Address

FOLDER = Path(__file__).parent.parent.parent / "profiles"

PROMISES = {
    "core": "the page, and the chat in the plain dialect: messages, notices, guests without a name",
    "rooms": "people in different rooms (?room=) do not hear each other",
    "names": "names are trimmed and normalised; misleading ones are refused, rooms' too",
    "texts": "blank and overlong texts are refused with a sentence; what is far too big, or in far "
    "too many pieces, ends the line",
    "heartbeat": "silent lines are noticed: CHAT_HEARTBEAT and CHAT_IDLE_TIMEOUT are honoured",
    "backpressure": "a reader that takes nothing is cut: CHAT_SEND_BUFFER is honoured",
    "limits": "no more than CHAT_MAX_CONNECTIONS are let in",
    "wire": "the handshake and the frames of RFC 6455, close codes included",
    "page": "the page can load from, and talk to, its own server alone",
    "origin": "pages of another origin are turned away",
    "echo": "/echo sends every frame back",
    "health": "/health says how the server is",
    "goodbye": "on SIGTERM everybody is told goodbye (1001), and the process ends",
    "dialects": "users of three dialects (plain, events, envelope) in one room hear each other",
    "history": "in events a newcomer is told what was said, and who comes back what they missed",
    "presence": "in events everybody is told who is here, and how many",
    "private": "in events people can talk to one other alone",
    "typing": "in events people see who is typing",
    "once": "in events what bears the same client id twice is said once",
    "rates": "who goes too fast is refused, by CHAT_RATE_LIMIT",
    "unique": "with CHAT_UNIQUE_NAMES nobody can take a name that is in use",
    "signin": "with CHAT_AUTH_SECRET nobody comes in without a proof of their name",
    "deadlines": "CHAT_JOIN_TIMEOUT, CHAT_TYPING_TIMEOUT and CHAT_HANDSHAKE_TIMEOUT are honoured",
    "announcements": "the operator (CHAT_OPERATOR_TOKEN) can say something to everybody",
    "metrics": "/stats and /metrics count what happens",
    "asyncapi": "the protocol's document is served, and every frame is as this project's says",
    "persistence": "with CHAT_HISTORY what anyone has read survives the end of the process",
}

_FOR_A_SHELL = re.compile(r"^\s*\w+=|[|&;<>$`]")  # a command that only a shell understands

OWN = "own"  # the setting of scenarios that end their server
KEPT = "sqlite_history"  # the setting of scenarios whose server is killed and starts again
LIMITED = {"limited", "strict"}  # the settings in which who goes too fast is refused
DESCRIBED = "asyncapi"  # the promise that frames are as the protocol's document says
SECRET = "only the suite and its servers know this secret"
OPERATOR = "the-suite-may-announce"

SETTINGS: dict[str, dict[str, str]] = {
    "impatient": {"CHAT_HEARTBEAT": "0.25", "CHAT_IDLE_TIMEOUT": "1.25"},
    "small_send_buffer": {"CHAT_SEND_BUFFER": "65536"},
    "small": {"CHAT_MAX_CONNECTIONS": "3"},
    "short_timeouts": {
        "CHAT_JOIN_TIMEOUT": "0.5",
        "CHAT_TYPING_TIMEOUT": "0.4",
        "CHAT_HANDSHAKE_TIMEOUT": "0.5",
    },
    "unique": {"CHAT_UNIQUE_NAMES": "1"},
    "signed": {"CHAT_AUTH_SECRET": SECRET, "CHAT_LOG_LEVEL": "debug"},
    "announced": {"CHAT_OPERATOR_TOKEN": OPERATOR},
    "forgetful": {"CHAT_HISTORY_LIMIT": "60"},
    "limited": {"CHAT_RATE_LIMIT": "10/s"},
    "strict": {"CHAT_RATE_LIMIT": "6/m", "CHAT_HEARTBEAT": "0.25"},
    KEPT: {"CHAT_HISTORY": "{folder}/history.sqlite"},
    OWN: {},
}
"""The environment that a scenario tagged ``@setting.NAME`` adds to a server of its own;
``{folder}`` is a new one, for this server alone."""

_NEEDS_ITS_OWN_SERVER = {
    *("heartbeat", "backpressure", "limits", "goodbye", "deadlines", "unique", "signin", "rates"),
    *("announcements", "persistence"),
}


class BadOption(ValueError):
    """Raised for an invalid option or profile, with a sentence that says what is valid."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The command or the address of a server (exactly one of them), and its promises."""

    name: str
    command: tuple[str, ...] = ()
    address: Address | None = None
    dialect: str = "plain"
    promises: frozenset[str] = frozenset({"core"})
    environment: Mapping[str, str] = field(default_factory=dict)

    def setting(self, name: str) -> Mapping[str, str]:
        """Return the environment of a server for scenarios with this setting."""
        return {**self.environment, **SETTINGS[name]}


def from_options(options: Mapping[str, str]) -> Profile:
    """Return the profile for behave's ``-D`` options. Raises ``BadOption``."""
    chosen = [name for name in ("profile", "server", "url") if name in options]
    if len(chosen) > 1:
        raise BadOption(
            f"give one of -D profile=, -D server= and -D url=, not {' and '.join(chosen)}"
        )
    profile = _chosen(options)
    dialect = options.get("dialect", profile.dialect)
    if dialect not in DIALECTS:
        raise BadOption(f"-D dialect= takes one of {', '.join(DIALECTS)}, not {dialect!r}")
    return replace(profile, dialect=dialect)


def _chosen(options: Mapping[str, str]) -> Profile:
    if "server" in options:
        return Profile(
            "the given command", _command(options["server"]), promises=_promises(options)
        )
    if "url" in options:
        return _running(options)
    profile = read(options.get("profile", "reference"))
    return profile if "promises" not in options else replace(profile, promises=_promises(options))


def read(name: str) -> Profile:
    """Return the profile ``profiles/NAME.toml``, or the one at the path ``name``. Raises
    ``BadOption``."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    try:
        content = tomllib.loads(path.read_text())
    except FileNotFoundError:
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise BadOption(f"there is no profile {name!r}: known are {known}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOption(f"{path}: {error}") from None
    unknown = set(content) - {"name", "command", "dialect", "promises", "environment"}
    if unknown:
        raise BadOption(f"{path}: it does not know {', '.join(sorted(unknown))}")
    _check_kinds(path, content)
    return Profile(
        content.get("name", path.stem),
        _command(content["command"]),
        None,
        content.get("dialect", "plain"),
        _check_promises(content.get("promises", ["core"])),
        content.get("environment", {}),
    )


def _check_kinds(path: Path, content: Mapping[str, object]) -> None:
    """Raise ``BadOption`` for a value of the wrong type."""
    promises, environment = content.get("promises", []), content.get("environment", {})
    kinds = {
        "it has no command, as a text": isinstance(content.get("command"), str),
        "name must be a text": isinstance(content.get("name", ""), str),
        f"dialect must be one of {', '.join(DIALECTS)}": content.get("dialect", "plain")
        in DIALECTS,
        "promises must be a list of texts": isinstance(promises, list)
        and all(isinstance(promise, str) for promise in promises),
        "environment must be a table of texts": isinstance(environment, dict)
        and all(isinstance(value, str) for value in environment.values()),
    }
    for demand, is_met in kinds.items():
        if not is_met:
            raise BadOption(f"{path}: {demand}")


def _running(options: Mapping[str, str]) -> Profile:
    try:
        address = Address.from_url(options["url"])
    except ValueError as error:
        raise BadOption(f"-D url=: {error}") from None
    promises = _promises(options)
    impossible = sorted(promises & _NEEDS_ITS_OWN_SERVER)
    if impossible:
        raise BadOption(
            f"-D promises=: {', '.join(impossible)} can only be judged on a server that the suite "
            "starts itself: use -D server= instead of -D url=, or leave it out"
        )
    return Profile(options["url"], address=address, promises=promises)


def _command(text: str) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise BadOption(f"the server's command {text!r}: {error}") from None
    if not words:
        raise BadOption("the server's command is empty")
    return ("/bin/sh", "-c", text) if _FOR_A_SHELL.search(text) else words


def _promises(options: Mapping[str, str]) -> frozenset[str]:
    names = options.get("promises", "core").split(",")
    return _check_promises([name.strip() for name in names if name.strip()])


def _check_promises(names: list[str]) -> frozenset[str]:
    unknown = sorted(set(names) - set(PROMISES))
    if unknown:
        raise BadOption(f"unknown promise {', '.join(unknown)}: known are {', '.join(PROMISES)}")
    if not names:
        raise BadOption(f"a server that promises nothing cannot be judged: {', '.join(PROMISES)}")
    return frozenset(names)
