"""The configuration file: TOML, its keys the flags without their dashes, ``-`` or ``_`` inside."""

from collections.abc import Iterable
from typing import Any

from server.config.options import OPTIONS, Option
from server.config.values import MASK, InvalidValue
from server.core.rate_limit import Rate

_LARGEST = 1024 * 1024  # bytes
_WAY_OUT = "'python -m server --show-config' shows what such a file looks like"


def load(path: str) -> dict[str, str]:
    """The texts that stand in the file at ``path``, by field of ``Settings``.

    Raises ``InvalidValue`` for a file that cannot be read, is no TOML, or has a key that is none.
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
        except InvalidValue as nonsense:
            raise InvalidValue(f"{path!r}, key {key!r}: {nonsense}") from None
    return texts


def _read(path: str) -> dict[str, Any]:
    import tomllib  # takes longer than all else of --help

    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or "it cannot be opened"
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
            else "something in it is too deep or too long"
        )
        raise InvalidValue(f"{path!r} is not TOML: {where}; {_WAY_OUT}") from None


def _nearest(field: str) -> str:
    import difflib

    near = difflib.get_close_matches(field, [option.field for option in OPTIONS], 1)
    return f"perhaps {near[0].replace('_', '-')!r} is meant" if near else "--help tells them all"


def _text(option: Option, value: object) -> str:
    """What a value of a file would be as a flag's text."""
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
    except ValueError:  # Python writes no number of more than some thousand digits
        raise InvalidValue("this number is far too large; give a smaller one") from None


def _wanted(option: Option) -> str:
    kinds = {bool: "true or false", list: "a list of texts", float: "a number"}
    wanted = next((kinds[kind] for kind in option.kinds if kind in kinds), "a text in quotes")
    return f"{wanted}, as in: {option.key} = {_example(option)}"


def _example(option: Option) -> str:
    if bool in option.kinds:
        return "true"
    if list in option.kinds:
        return '["https://chat.example"]'
    return "10" if float in option.kinds else '"..."'


def written(values: Iterable[tuple[Option, Any, str]]) -> str:
    """A file that gives ``values``, each with where it came from; secrets are masked."""
    lines = ["# What is in force; with --config, this is a configuration file."]
    for option, value, source in values:
        shown = MASK if option.is_secret and value else value
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
            import json  # its texts are TOML's, but for one character

            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
