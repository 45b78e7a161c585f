"""JSON for the dialects: orjson if it is installed (the ``fast`` extra), else Python's."""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache

from server.core.clock import LATEST

try:
    import orjson
except ImportError:
    orjson = None  # type: ignore[assignment]

_writer = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LONGEST_WHOLE = 20  # digits
_LONG_NUMBER = re.compile(rf"[0-9]{{{_LONGEST_WHOLE + 1}}}")
MOST_NESTED = 64  # levels of arrays and objects (RFC 8259 §9 allows a limit)
_SHALLOW = 2 * MOST_NESTED  # characters: a deeper valid text has more brackets alone
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(r"[\[\]{}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class InvalidJson(ValueError):
    """The text is not valid JSON."""


def _to_json_in_python(value: object) -> bytes:
    return _writer.encode(value).encode()


to_json = _to_json_in_python if orjson is None else orjson.dumps
"""Encode a value as JSON in UTF-8, on one line, without escaping non-ASCII characters."""


def from_json(text: str) -> object:
    """Parse a JSON text. Raises ``InvalidJson``, also for one that is nested too deeply.

    If orjson rejects the text, Python's parser decides: it also accepts lone surrogates, which
    ``can_be_sent`` detects.
    """
    if len(text) > _SHALLOW:
        expect_shallow(text)
    if orjson is not None:
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            pass
    return _from_json_in_python(text)


def readily_from_json(text: str) -> object:
    """Parse a JSON text, without the second attempt of ``from_json``. Raises ``InvalidJson``.

    For callers that fall back to ``from_json`` anyway, so that no text is parsed three times.
    """
    if len(text) > _SHALLOW:
        expect_shallow(text)
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


def expect_shallow(text: str) -> None:
    """Raise ``InvalidJson`` if ``text`` is nested deeper than ``MOST_NESTED``.

    The parsers differ in what they can read, and what a message means must not depend on them.
    """
    if text.count("[") + text.count("{") <= MOST_NESTED:
        return  # nearly every text
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MOST_NESTED:
            raise InvalidJson(f"nested deeper than {MOST_NESTED} levels")


def _number(digits: str) -> int | float:
    """Parse a number like orjson: Python's ``int`` takes quadratic time in the digits."""
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


def _no_constant(name: str) -> float:
    raise InvalidJson(f"{name} is not valid JSON")


def can_be_sent(text: str) -> bool:
    """Return whether ``text`` can be encoded in UTF-8: a lone surrogate (``\\ud800``) cannot."""
    return text.isascii() or _SURROGATE.search(text) is None


def timestamp(at: int) -> str:
    """Format ``at``, in microseconds since the epoch, as RFC 3339 in UTC.

    RFC 3339 has years up to 9999; a later time, which only a damaged file or clock can give, is
    shown as the last of them.
    """
    if not 0 <= at <= LATEST:
        at = 0 if at < 0 else LATEST
    digits = f"{at:07d}"
    return f"{_to_the_second(digits[:-6])}.{digits[-6:]}Z"


@lru_cache(maxsize=1024)
def _to_the_second(seconds: str) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%S")
