"""Frames of an unknown chat: where JSON begins in them, where known values stand, and which frames
are of one kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alicebob.wires.strict_json import NotJson, read_json

SEPARATORS = ("\x1e", "\n")  # that servers put between several messages in a frame
TYPE_KEYS = frozenset(
    ("type", "event", "kind", "action", "op", "cmd", "command", "method", "target", "t", "name")
)
_PREFIX = re.compile(r"[^{\[]{0,20}?(?=[{\[])")
_TIME = re.compile(
    r"\d{1,4}[-/.]\d\d?[-/.]\d{1,4}[T ]?|\d\d?:\d\d(:\d\d)?(\.\d+)?Z?( ?[AaPp][Mm])?"
)
_ID = re.compile(
    r"(?<![0-9a-fA-F])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?<![0-9a-f])(?=[0-9a-f]*\d)[0-9a-f]{16,}(?![0-9a-f])"
)
_TOKEN = re.compile(r"(?=.*\d)[\w-]{16,}")  # a whole value: an id of any kind, new each time
_WORDS = re.compile(r"[A-Za-z][A-Za-z0 _:,.!?'{}*-]*")

Marks = Mapping[str, str]
"""Known values of a frame, and the holes for them."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A message: its JSON, and the text before it."""

    prefix: str
    value: object


def parse(text: str) -> Parsed | None:
    """Return the JSON object or list in ``text``, which may have a short text before it; None if
    there is none."""
    found = _PREFIX.match(text)
    if found is None:
        return None
    try:
        return Parsed(found[0], read_json(text[found.end() :]))
    except NotJson:
        return None


def pieces(text: str, marks: Marks) -> list[str]:
    """Return ``text`` in pieces: every second one is the hole for a known value."""
    if not marks:
        return [text]
    known = sorted(marks, key=len, reverse=True)
    found = re.split("(" + "|".join(map(re.escape, known)) + ")", text)
    return [marks[piece] if index % 2 else piece for index, piece in enumerate(found)]


def without_passing(text: str) -> str:
    """Return ``text`` with a hole for each time, date and id: what no other frame has."""
    return re.sub(r"(\{\*\})+", "{*}", _TIME.sub("{*}", _ID.sub("{*}", text)))


def is_passing(text: str) -> bool:
    """Return True if there is a time, a date or an id in ``text``."""
    return without_passing(text) != text


def shape(text: str, marks: Marks) -> object:
    """Return what frames of one kind have in common; it can be compared and hashed."""
    parsed = parse(text)
    if parsed is None:
        return _filled(text, marks)
    return re.sub(r"\d+", "0", parsed.prefix), _shape(parsed.value, marks, "")


def _shape(value: object, marks: Marks, key: str) -> object:
    match value:
        case dict():
            return frozenset((name, _shape(each, marks, name)) for name, each in value.items())
        case list():
            if all(isinstance(each, dict | list) for each in value) or len(value) > _LONGEST:
                return "list"
            return tuple(_shape(each, marks, "type") for each in value)
        case str():
            filled = _filled(value, marks)
            is_token = _TOKEN.fullmatch(value) and not any(known in value for known in marks)
            is_telling = not is_token and ("{" in filled or _WORDS.fullmatch(filled))
            return filled if is_telling or key in TYPE_KEYS else "text"
        case bool() | None:
            return value
        case int() if key in TYPE_KEYS:
            return value
    return "number"


_LONGEST = 8  # items of a list in which each has a meaning of its own


def _filled(text: str, marks: Marks) -> str:
    return re.sub(r"\d+", "0", without_passing("".join(pieces(text, marks))))


def separated(text: str, separator: str) -> Sequence[str]:
    """Return the messages in a frame; "" separates nothing."""
    return [each for each in text.split(separator) if each] if separator else [text]
