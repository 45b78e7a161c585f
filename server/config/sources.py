"""The sources of settings: flags, then the environment, then a configuration file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.config import toml_file
from server.config.option import Option
from server.config.options import CONFIG, CONFIG_VARIABLE
from server.config.values import InvalidValue


@dataclass(frozen=True, slots=True)
class SettingValue:
    """A value that was given, and its source: a flag, a variable or a file."""

    value: Any
    source: str


def given(
    options: Iterable[Option], flags: Mapping[str, str | None], environment: Mapping[str, str]
) -> dict[str, SettingValue]:
    """Return the values given for ``options``, by field of ``Settings``.

    ``flags`` are texts by field. Raises ``InvalidValue`` with a message that names the source.
    """
    file, texts = _file(flags, environment)
    found: dict[str, SettingValue] = {}
    for option in options:
        flag, variable = flags.get(option.field), environment.get(option.variable)
        if flag == "" and option.is_secret:  # for example from an unset shell variable
            raise InvalidValue(
                f"{option.flag}: the value is empty; give the secret, or omit the flag"
            )
        if flag is not None:
            found[option.field] = _converted(option, flag, option.flag, option.flag)
        elif variable:
            source = f"${option.variable}"
            found[option.field] = _converted(option, variable, source, option.variable)
        elif option.field in texts:
            where = f"{file!r}, key {option.key!r}"
            found[option.field] = _converted(option, texts[option.field], file, where)
    return found


def _file(
    flags: Mapping[str, str | None], environment: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Return the path of the configuration file and its texts; both empty if there is none."""
    flag, variable = flags.get("config"), environment.get(CONFIG_VARIABLE)
    source, path = (CONFIG, flag) if flag is not None else (CONFIG_VARIABLE, variable)
    if not path and flag is None:
        return "", {}
    try:
        return path or "", toml_file.load(path or "")
    except InvalidValue as error:
        raise InvalidValue(f"{source}: {error}") from None


def _converted(option: Option, text: str, source: str, where: str) -> SettingValue:
    try:
        return SettingValue(option.convert(text), source)
    except InvalidValue as error:
        raise InvalidValue(f"{where}: {error}") from None
