"""Strict JSON: no key twice, no numbers that JSON does not have, and no endless depth."""

import json
import math
import re
from itertools import chain

from alicebob.model.shown_text import shorten

MAX_DEPTH = 64  # levels of lists and objects

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


class NotJson(ValueError):
    """Raised for a text that is not JSON, with the reason."""


def read_json(text: str) -> object:
    """Return the JSON value that ``text`` is. Raises ``NotJson``."""
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=no_key_twice,
            parse_float=_finite,
            parse_constant=_refuse,
        )
    except RecursionError:
        raise NotJson(_too_deep()) from None
    except json.JSONDecodeError as error:
        raise NotJson(f"{error.msg} at character {error.pos + 1:,}") from None
    except ValueError as error:
        raise NotJson(str(error)) from None
    _check_depth(value)
    return value


def write_json(value: object) -> str:
    """Return ``value`` as JSON without blanks, as browsers write it; half a surrogate pair, which
    has no UTF-8, is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _HALF_A_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _check_depth(value: object) -> None:
    """Raise ``NotJson`` for too many levels; each value is looked at once."""
    level, depth = [value], 0
    while level := [each for each in level if isinstance(each, list | dict)]:
        depth += 1
        if depth > MAX_DEPTH:
            raise NotJson(_too_deep())
        level = list(chain.from_iterable(map(_children, level)))


def _children(value: object) -> list[object]:
    match value:
        case dict():
            return list(value.values())
        case list():
            return value
    return []


def no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the fields of a JSON object. Raise ``NotJson`` with a key that occurs twice."""
    fields: dict[str, object] = {}
    for key, value in pairs:
        if key in fields:
            raise NotJson(f"a key occurs twice: {shorten(key)}")
        fields[key] = value
    return fields


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise NotJson(f"{shorten(digits)} is too large a number")
    return number


def _refuse(constant: str) -> object:
    raise NotJson(f"{constant} is no JSON value")


def _too_deep() -> str:
    return f"it has more than {MAX_DEPTH} levels"
