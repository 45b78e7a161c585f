"""Unusual spellings of a JSON object that mean the same, by the words of the features."""

import json
from collections.abc import Callable, Mapping

_LEVELS = 63  # lists inside the object, which is a level itself; 64 are allowed


def _with(value: str) -> Callable[[Mapping[str, object]], str]:
    """Return a spelling with ``value``, as it is written, under a key that nobody knows."""
    return lambda fields: json.dumps(fields)[:-1] + f', "unknown": {value}}}'


def _escaped(fields: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{_escape(k)}: {_escape(str(v))}" for k, v in fields.items()) + "}"


def _escape(text: str) -> str:
    units = text.encode("utf-16-be")
    pairs = zip(units[::2], units[1::2], strict=True)
    return '"' + "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs) + '"'


def _twice(fields: Mapping[str, object]) -> str:
    first = json.dumps(dict.fromkeys(fields, "something else"))
    return f"{first[:-1]}, {json.dumps(fields)[1:]}"


SPELLINGS: dict[str, Callable[[Mapping[str, object]], str]] = {
    "every character escaped": _escaped,
    "spaces and line ends between": lambda fields: f"\r\n\t {json.dumps(fields, indent=3)} \n",
    "no space at all": lambda fields: json.dumps(fields, separators=(",", ":")),
    "its keys in another order": lambda fields: json.dumps(dict(reversed([*fields.items()]))),
    "every key twice": _twice,
    "an unknown key": _with('{"colour": [null, true, {"a": "b"}]}'),
    "an infinite number": _with("1e999"),
    "a number of 5,000 digits": _with("9" * 5000),
    "a number close to zero": _with("-0.0e-400"),
    "half a character": _with('"\\ud83e"'),
    "64 levels of nesting": _with("[" * _LEVELS + "]" * _LEVELS),
    "a thousand brackets in a text": _with(json.dumps("[{" * 500)),
}
"""Each returns an object of texts as JSON. Of a key that occurs twice, the last one counts."""


def spelled(frame: str, kind: str) -> str:
    """Return the JSON object in ``frame``, whose values are texts, in this spelling."""
    return SPELLINGS[kind](json.loads(frame))
