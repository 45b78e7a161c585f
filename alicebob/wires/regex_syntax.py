"""The regular expressions of the notation: a part of Python's, read into a tree.

Only what can be matched in linear time is known: no references back and no looking around.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alicebob.wires.hole import BadTemplate

MAX_STATES = 1000  # of a program; each costs time for each character of a frame
_UNLIMITED = 100  # repetitions in braces
_DEPTH = 20  # groups in groups

_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:[dDsSwWtnrfv]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^0-9A-Za-z])")
_COUNTS = re.compile(r"\{(\d{1,3})(,(\d{0,3}))?\}", re.ASCII)
_GROUP = re.compile(r"\((?:\?:|\?P<([A-Za-z_][A-Za-z0-9_]*)>|(?!\?))", re.ASCII)


@dataclass(frozen=True, slots=True)
class One:
    """One character that ``test`` matches."""

    test: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts one after the other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; the first that fits is preferred."""

    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part ``least`` to ``most`` times (None: any number), as often as possible if ``greedy``."""

    part: "Node"
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A part that a name is given to."""

    name: str
    part: "Node"


Node = One | Chain | Choice | Repeat | Group


def read_regex(source: str) -> Node:
    """Return the tree of a regular expression. Raises ``BadTemplate``."""
    return _Reader(source).whole()


def names_of(node: Node) -> Iterator[str]:
    """Yield the names of groups."""
    match node:
        case Chain(parts) | Choice(parts):
            for part in parts:
                yield from names_of(part)
        case Repeat(part):
            yield from names_of(part)
        case Group(name, part):
            yield name
            yield from names_of(part)


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._choice()
        if self._at < len(self._source):
            raise self._wrong("this ) closes nothing")
        return node

    def _choice(self) -> Node:
        options = [self._sequence()]
        while self._next("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        parts = []
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            parts.append(self._repeated(self._atom()))
        return parts[0] if len(parts) == 1 else Chain(tuple(parts))

    def _repeated(self, part: Node) -> Node:
        counts = self._counts()
        if counts is None:
            return part
        is_lazy = self._next("?")
        if self._source[self._at : self._at + 1] in ("*", "+"):
            raise self._wrong("it repeats a repetition")
        return Repeat(part, *counts, not is_lazy)

    def _counts(self) -> tuple[int, int | None] | None:
        if found := self._take(_COUNTS):
            least = int(found[1])
            most = least if found[2] is None else int(found[3]) if found[3] else None
            if max(least, most or 0) > _UNLIMITED or (most is not None and most < least):
                raise self._wrong(f"a count goes from the smaller to the larger, to {_UNLIMITED}")
            return least, most
        known = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        return next((counts for sign, counts in known.items() if self._next(sign)), None)

    def _atom(self) -> Node:
        sign = self._source[self._at]
        match sign:
            case "(":
                return self._group()
            case "[":
                return self._one(_CLASS, "this [ is never closed")
            case "\\":
                return self._one(
                    _ESCAPE, "this \\… cannot be matched in linear time, or is unknown"
                )
            case "*" | "+" | "?":
                raise self._wrong("there is nothing to repeat")
            case "^" | "$":
                raise self._wrong(f"leave {sign} out: the whole frame is matched in any case")
        self._at += 1
        return One(re.compile("." if sign == "." else re.escape(sign), re.DOTALL))

    def _one(self, form: re.Pattern[str], otherwise: str) -> Node:
        found = self._take(form)
        if found is None:
            raise self._wrong(otherwise)
        try:
            return One(re.compile(found[0], re.DOTALL))
        except re.error as error:
            raise self._wrong(str(error)) from None

    def _group(self) -> Node:
        found = self._take(_GROUP)
        if found is None:
            raise self._wrong("only (…), (?:…) and (?P<name>…) can be matched in linear time")
        self._depth += 1
        if self._depth > _DEPTH:
            raise self._wrong(f"it has more than {_DEPTH} groups in groups")
        inner = self._choice()
        self._depth -= 1
        if not self._next(")"):
            raise self._wrong("a ( is never closed")
        return Group(found[1], inner) if found[1] else inner

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        found = form.match(self._source, self._at)
        if found:
            self._at = found.end()
        return found

    def _next(self, sign: str) -> bool:
        is_next = self._source.startswith(sign, self._at)
        self._at += len(sign) if is_next else 0
        return is_next

    def _wrong(self, why: str) -> BadTemplate:
        return BadTemplate(f"the regex is wrong at character {self._at + 1}: {why}")
