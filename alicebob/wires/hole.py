"""Holes of a template, and the values that fill them."""

import json
import re
from dataclasses import dataclass

ANYTHING = "*"  # the hole that is matched and forgotten
KINDS = ("text", "int", "bool", "json", "list")

_EXACT = 2.0**53  # up to here, a float can be any whole number
_NAME = re.compile(r"(?P<name>\*|[A-Za-z_][A-Za-z0-9_]*)(:(?P<kind>\w+))?", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)  # longer ones are no counter of a chat


class BadTemplate(ValueError):
    """Raised for a template that cannot be read, with a sentence that says what would do."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a template for the value called ``name``.

    ``kind`` says what fits: ``text``, ``int`` (a whole number), ``bool``, ``json`` (any value) or
    ``list`` (of texts; in a text, they have commas between them).
    """

    name: str
    kind: str = "text"

    @classmethod
    def read(cls, words: str) -> "Hole":
        """Return the hole that is written ``{words}``. Raises ``BadTemplate``."""
        read = _NAME.fullmatch(words)
        if read is None:
            raise BadTemplate(
                f"{{{words}}} is not a hole: it needs a name, as in {{user}} or {{ref:int}} "
                "(a brace itself is written {{ or }})"
            )
        name, kind = read["name"], read["kind"]
        if kind is not None and kind not in KINDS:
            raise BadTemplate(f"{{{words}}}: there is no kind {kind}; known are {', '.join(KINDS)}")
        return cls(name, kind or ("json" if name == ANYTHING else "text"))

    def __str__(self) -> str:
        is_short = self.kind == "text" or self.name == ANYTHING
        return f"{{{self.name}}}" if is_short else f"{{{self.name}:{self.kind}}}"


def as_text(value: object) -> str:
    """Return a value as it is written into a text: a text itself, anything else as JSON, and 5.0
    as 5."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = int(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def same(one: object, other: object) -> bool:
    """Return True if two JSON values are equal: ``1`` and ``1.0`` are, ``true`` and ``1`` not."""
    match one, other:
        case bool(), _:
            return one is other
        case _, bool():
            return False
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case dict(), dict():
            return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def whole_at(text: str, start: int, end: int) -> int | None:
    """Return where the whole number ends that begins at ``start``; None if there is none."""
    found = _WHOLE.match(text, start, end)
    return found.end() if found else None


def whole(text: str) -> int | None:
    """Return the whole number that ``text`` is, or None."""
    return int(text) if _WHOLE.fullmatch(text) else None
