"""One setting: its flag, its variable, its converter and its line of help."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TEXT, NUMBER, TRUTH, LIST = (str,), (int, float), (bool, int), (list,)
"""TOML types that a configuration file may use. Every setting may be a string as well."""


def unchanged(value: Any) -> Any:
    """Return ``value``."""
    return value


@dataclass(frozen=True, slots=True)
class Option:
    """One setting. ``convert`` raises ``InvalidValue``; ``kinds`` are the TOML types it accepts.
    ``shown`` returns a value without the secret in it."""

    flag: str
    variable: str
    metavar: str
    convert: Callable[[str], Any]
    help: str
    kinds: tuple[type, ...] = TEXT
    is_secret: bool = False
    shown: Callable[[Any], Any] = unchanged

    @property
    def key(self) -> str:
        """The name of the setting in a configuration file."""
        return self.flag.removeprefix("--")

    @property
    def field(self) -> str:
        """The name of the setting's field in ``Settings``."""
        return self.key.replace("-", "_")
