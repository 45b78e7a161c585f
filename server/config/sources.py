"""Where a setting comes from: flags over environment over a configuration file over defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.config import toml_file
from server.config.options import CONFIG, CONFIG_VARIABLE, Option
from server.config.values import InvalidValue


@dataclass(frozen=True, slots=True)
class SettingValue:
    """A value that somebody gave, and where: a flag, a variable, a key of a file."""

    value: Any
    source: str


def given(
    options: Iterable[Option], flags: Mapping[str, str | None], environment: Mapping[str, str]
) -> dict[str, SettingValue]:
    """What is given for ``options``, by field of ``Settings``.

    ``flags`` are texts by field. Raises ``InvalidValue``, which names the place of it.
    """
    file, texts = _file(flags, environment)
    found: dict[str, SettingValue] = {}
    for option in options:
        flag, variable = flags.get(option.field), environment.get(option.variable)
        if flag == "" and option.is_secret:  # as of a variable of the shell that is not set
            raise InvalidValue(
                f"{option.flag}: it is empty; give the secret, or leave the flag out"
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
    """The path of the configuration file, and what stands in it; nothing if there is none."""
    flag, variable = flags.get("config"), environment.get(CONFIG_VARIABLE)
    sequence, path = (CONFIG, flag) if flag is not None else (CONFIG_VARIABLE, variable)
    if not path and flag is None:
        return "", {}
    try:
        return path or "", toml_file.load(path or "")
    except InvalidValue as nonsense:
        raise InvalidValue(f"{sequence}: {nonsense}") from None


def _converted(option: Option, text: str, source: str, where: str) -> SettingValue:
    try:
        return SettingValue(option.convert(text), source)
    except InvalidValue as nonsense:
        raise InvalidValue(f"{where}: {nonsense}") from None
