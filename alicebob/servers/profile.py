"""The server under test, as a TOML file or the command line describes it."""

import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from alicebob.dialects.registry import DIALECTS
from alicebob.installed import PROFILES
from alicebob.model.feature_mistake import look_up, way_out
from alicebob.servers.promises import NEEDS_OWN_SERVER, PROMISES, given
from alicebob.servers.settings import SETTINGS
from alicebob.transport.address import Address

_FOR_A_SHELL = re.compile(r"^\s*\w+=|[|&;<>$`]")  # a command that only a shell understands


class BadOption(ValueError):
    """Raised for an invalid option or profile, with a sentence that says what is valid."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The command or the address of a server (exactly one of them), and its promises."""

    name: str
    command: tuple[str, ...] = ()
    address: Address | None = None
    dialect: str = "plain"
    promises: frozenset[str] = given(["core"])
    environment: Mapping[str, str] = field(default_factory=dict)

    def setting(self, name: str) -> Mapping[str, str]:
        """Return the environment of a server for scenarios with this setting. Raises
        ``FeatureMistake``."""
        return {**self.environment, **look_up(SETTINGS, name, "setting")}


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
    path = Path(name) if name.endswith(".toml") else PROFILES / f"{name}.toml"
    try:
        content = tomllib.loads(path.read_text())
    except FileNotFoundError:
        known = sorted(file.stem for file in PROFILES.glob("*.toml"))
        raise BadOption(f'there is no profile "{name}"{way_out(name, known)}') from None
    except OSError as error:
        raise BadOption(f"{path} cannot be read: {error.strerror}") from None
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
    impossible = sorted(promises & NEEDS_OWN_SERVER)
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
    unknown = sorted({name.removeprefix("-") for name in names} - set(PROMISES))
    if unknown:
        raise BadOption(f'there is no promise "{unknown[0]}"{way_out(unknown[0], PROMISES)}')
    if not names:
        raise BadOption(f"a server that promises nothing cannot be judged: {', '.join(PROMISES)}")
    return given(names)
