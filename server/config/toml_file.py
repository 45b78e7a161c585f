"""The configuration file: TOML whose keys are the flags without ``--``, with ``-`` or ``_``."""

from collections.abc import Iterable
from typing import Any

from server.config.option import Option
from server.config.options import OPTIONS
from server.config.program import PROGRAM
from server.config.values import MASK, InvalidValue
from server.core.rate_limit import Rate

_LARGEST = 1024 * 1024  # bytes
_WAY_OUT = f"'{PROGRAM} --show-config' prints an example"


def load(path: str) -> dict[str, str]:
    """Return the texts in the file at ``path``, by field of ``Settings``.

    Raises ``InvalidValue`` for a file that cannot be read, is not TOML or has an unknown key.
    """
    texts: dict[str, str] = {}
    for key, value in _read(path).items():
        field = key.replace("-", "_")
        option = next((option for option in OPTIONS if option.field == field), None)
        if option is None:
            raise InvalidValue(f"{path!r}: there is no setting {key!r}; {_nearest(field)}")
        if field in texts:
            raise InvalidValue(f"{path!r}: {key!r} is given twice; remove one of the two")
        try:
            texts[field] = _text(option, value)
        except InvalidValue as error:
            raise InvalidValue(f"{path!r}, key {key!r}: {error}") from None
    return texts


def _read(path: str) -> dict[str, Any]:
    import tomllib  # slower to import than everything else that --help needs

    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or "the file cannot be opened"
        raise InvalidValue(f"cannot read {path!r}: {why}; give the path of a TOML file") from None
    if len(content) > _LARGEST:
        raise InvalidValue(f"{path!r} is too large for a configuration file; {_WAY_OUT}")
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise InvalidValue(f"{path!r} is not TOML: it is not UTF-8; {_WAY_OUT}") from None
    except (ValueError, RecursionError) as error:
        where = (
            error
            if isinstance(error, tomllib.TOMLDecodeError)
            else "a value is nested too deeply or is too long"
        )
        raise InvalidValue(f"{path!r} is not TOML: {where}; {_WAY_OUT}") from None


def _nearest(field: str) -> str:
    import difflib

    near = difflib.get_close_matches(field, [option.field for option in OPTIONS], 1)
    return f"did you mean {near[0].replace('_', '-')!r}?" if near else "--help lists the settings"


def _text(option: Option, value: object) -> str:
    """Return a value from the file as the text that a flag would have."""
    if isinstance(value, str):
        return value
    if type(value) in option.kinds:
        if isinstance(value, list):
            if all(isinstance(part, str) and "," not in part for part in value):
                return ",".join(value)
        elif isinstance(value, bool):
            return str(value).lower()
        else:
            return _number(value)
    raise InvalidValue(f"give {_wanted(option)}")


def _number(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # Python refuses to print numbers of more than 4,300 digits
        raise InvalidValue("the number is far too large; give a smaller one") from None


def _wanted(option: Option) -> str:
    kinds = {bool: "true or false", list: "a list of strings", float: "a number"}
    wanted = next((kinds[kind] for kind in option.kinds if kind in kinds), "a string in quotes")
    return f"{wanted}, for example: {option.key} = {_example(option)}"


def _example(option: Option) -> str:
    if bool in option.kinds:
        return "true"
    if list in option.kinds:
        return '["https://chat.example"]'
    return "10" if float in option.kinds else '"..."'


def written(values: Iterable[tuple[Option, Any, str]]) -> str:
    """Return a file with ``values``, each with its source; secrets are masked."""
    lines = ["# The settings in force. This is a valid file for --config."]
    for option, value, source in values:
        shown = MASK if option.is_secret and value else option.shown(value)
        lines.append(f"{option.key} = {_toml(shown)}  # {_printable(source)}")
    return "\n".join(lines)


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return f"{value:g}"
        case int() | float():
            return repr(value)
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case Rate() | None:
            return _toml(str(value or ""))
        case _:
            import json  # JSON strings are TOML strings, except for one character

            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
