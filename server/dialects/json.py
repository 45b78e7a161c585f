"""The quickest JSON at hand, orjson where it is installed (the ``fast`` extra), and what the two
dialects that speak JSON have in common."""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache

try:
    import orjson
except ImportError:
    orjson = None  # type: ignore[assignment]

_writer = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LONGEST_WHOLE = 20  # digits
_LONG_NUMBER = re.compile(rf"[0-9]{{{_LONGEST_WHOLE + 1}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class InvalidJson(ValueError):
    """A text is no JSON."""


def _to_json_in_python(value: object) -> bytes:
    return _writer.encode(value).encode()


to_json = _to_json_in_python if orjson is None else orjson.dumps
"""A value as JSON in UTF-8, on one line, characters beyond ASCII as they are."""


def from_json(text: str) -> object:
    """What a JSON text says. Raises ``InvalidJson``.

    What orjson does not take, Python's reader judges: it also takes half a surrogate pair, of
    which ``can_be_sent`` tells.
    """
    if orjson is not None:
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            pass
    return _from_json_in_python(text)


def readily_from_json(text: str) -> object:
    """``from_json`` for who asks again in another way when it raises: what orjson does not take
    is not read twice."""
    if orjson is None:
        return _from_json_in_python(text)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidJson(str(error)) from None


def _from_json_in_python(text: str) -> object:
    read_whole = _number if _LONG_NUMBER.search(text) else None
    try:
        return json.loads(text, parse_constant=_no_constant, parse_int=read_whole)
    except (ValueError, RecursionError) as error:
        raise InvalidJson(str(error)) from None


def _number(digits: str) -> int | float:
    """As orjson reads it: the time that Python takes grows with the square of the digits."""
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


def _no_constant(name: str) -> float:
    raise InvalidJson(f"{name} is no JSON")


def can_be_sent(text: str) -> bool:
    """Whether ``text`` has a form in UTF-8: half a surrogate pair, as ``\\ud800``, has none."""
    return text.isascii() or _SURROGATE.search(text) is None


def timestamp(at: int) -> str:
    """``at``, in microseconds since the epoch, as RFC 3339 has it, in UTC."""
    digits = f"{at:07d}"
    return f"{_to_the_second(digits[:-6])}.{digits[-6:]}Z"


@lru_cache(maxsize=1024)
def _to_the_second(seconds: str) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%S")
