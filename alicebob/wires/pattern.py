"""Texts with holes: built from values, and matched against texts in one scan.

A text may fit a pattern in several ways. One way is chosen without trying others: the *rest hole*
(``{text}``, else the last hole that may be anything) takes as much as possible. Holes on its left
are matched from the left, those on its right from the right, and each ends at the nearest place
where the text beside it in the pattern occurs. ``{user}`` and ``{to}`` prefer the longest known
name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from alicebob.model.shown_text import shorten
from alicebob.wires.hole import ANYTHING, BadTemplate, Hole, as_text, whole_at
from alicebob.wires.scope import REF, Misfit, Place, Scope

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_REST = "text"
_PEOPLE = ("user", "to")  # holes that prefer known names
_IN_TEXT = ("text", "int", "list")

Part = str | Hole


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with holes; two holes have a text between them."""

    parts: tuple[Part, ...]

    @classmethod
    def read(cls, source: str) -> "Pattern":
        """Return the pattern that is written so. Raises ``BadTemplate``."""
        pattern = cls(tuple(_joined(_tokens(source))))
        _check(pattern)
        return pattern

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Return the holes from left to right."""
        return tuple(part for part in self.parts if isinstance(part, Hole))

    def build(self, values: Mapping[str, object]) -> str:
        """Return the text with ``values`` in its holes; without a value, a hole is left out."""
        return "".join(
            part if isinstance(part, str) else as_text(values.get(part.name, ""))
            for part in self.parts
        )

    def fit(self, text: str, start: int, end: int, scope: Scope, place: Place = ()) -> None:
        """Match ``text[start:end]``, and fill the holes in ``scope``. Raises ``Misfit``."""
        scan = _Scan(text, end, scope, place)
        rest = self._rest(scope)
        if rest is None:
            at = scan.forward(self.parts, start)
            if at != end:
                raise Misfit(f"{shorten(text[at:end])} is left over at the end", place)
            return
        at = scan.forward(self.parts[:rest], start)
        until = scan.backward(self.parts[rest:], at)
        scan.take(self.parts[rest], at, until)

    def fit_start(self, text: str, scope: Scope) -> int:
        """Match the beginning of ``text``, and return where the match ends. Raises ``Misfit``."""
        return _Scan(text, len(text), scope, ()).forward(self.parts, 0)

    def _rest(self, scope: Scope) -> int | None:
        """Return the index of the part that takes the rest; None without holes."""
        holes = [(i, part) for i, part in enumerate(self.parts) if isinstance(part, Hole)]
        texts = [i for i, hole in holes if hole.name == _REST]
        free = [i for i, hole in holes if hole.kind != "int" and scope.is_free(hole.name)]
        others = [i for i, _ in holes]
        return next(iter(texts[:1] or free[-1:] or others[-1:]), None)


class _Scan:
    """One scan of a text: every character is looked at once for each part of the pattern."""

    def __init__(self, text: str, end: int, scope: Scope, place: Place) -> None:
        self._text = text
        self._end = end
        self._scope = scope
        self._place = place

    def forward(self, parts: tuple[Part, ...], at: int) -> int:
        """Match ``parts`` from ``at`` on, and return where they end."""
        for index, part in enumerate(parts):
            if isinstance(part, str):
                if not self._text.startswith(part, at, self._end):
                    raise self._misfit(part, at)
                at += len(part)
                self._scope.progress += len(part)
            else:
                after = parts[index + 1] if index + 1 < len(parts) else ""
                until = self._end_of(part, str(after), at)
                self.take(part, at, until)
                at = until
        return at

    def backward(self, parts: tuple[Part, ...], start: int) -> int:
        """Match ``parts`` but the first from the end back to ``start``; return where they begin."""
        end = self._end
        for index in range(len(parts) - 1, 0, -1):
            part = parts[index]
            if isinstance(part, str):
                if not self._text.endswith(part, start, end):
                    raise self._misfit(part, max(start, end - len(part)))
                end -= len(part)
                self._scope.progress += len(part)
            else:
                begin = self._begin_of(part, str(parts[index - 1]), start, end)
                self.take(part, begin, end)
                end = begin
        return end

    def take(self, hole: Part, start: int, end: int) -> None:
        """Fill ``hole`` with a piece of the text."""
        assert isinstance(hole, Hole)
        self._scope.take_text(hole, self._text[start:end], self._place)

    def _end_of(self, hole: Hole, after: str, at: int) -> int:
        wanted = self._wanted(hole)
        if wanted is not None:
            if not self._text.startswith(wanted, at, self._end):
                raise self._misfit(wanted, at)
            return at + len(wanted)
        if hole.kind == "int" or hole.name == REF:
            return whole_at(self._text, at, self._end) or at
        known = [n for n in self._known(hole) if self._text.startswith(n + after, at, self._end)]
        if known:
            return at + len(max(known, key=len))
        until = self._text.find(after, at, self._end)
        if until < 0:
            raise self._misfit(after, at)
        return until

    def _begin_of(self, hole: Hole, before: str, start: int, end: int) -> int:
        wanted = self._wanted(hole)
        if wanted is not None:
            if not self._text.endswith(wanted, start, end):
                raise self._misfit(wanted, max(start, end - len(wanted)))
            return end - len(wanted)
        known = [n for n in self._known(hole) if self._text.endswith(before + n, start, end)]
        if known:
            return end - len(max(known, key=len))
        begin = self._text.rfind(before, start, end)
        if begin < 0:
            raise self._misfit(before, start)
        return begin + len(before)

    def _wanted(self, hole: Hole) -> str | None:
        """Return the text that must stand in a hole; None if that is open."""
        is_open = hole.kind == "list" or self._scope.is_free(hole.name)
        return None if is_open else as_text(self._scope.wanted(hole.name))

    def _known(self, hole: Hole) -> list[str]:
        return list(self._scope.names) if hole.name in _PEOPLE else []

    def _misfit(self, part: str, at: int) -> Misfit:
        came = shorten(self._text[at : self._end]) if at < self._end else "nothing"
        return Misfit(f"{shorten(part)} is expected where {came} came", self._place)


def _tokens(source: str) -> list[Part]:
    tokens: list[Part] = []
    at = 0
    for found in _TOKEN.finditer(source):
        tokens.append(source[at : found.start()])
        at = found.end()
        match found.group():
            case "{{" | "}}":
                tokens.append(found.group()[0])
            case "{" | "}":
                raise BadTemplate(
                    f"a brace that is no hole is written {found.group() * 2}; "
                    "if it is JSON, use json = '…'"
                )
            case _:
                tokens.append(Hole.read(found[1]))
    return [*tokens, source[at:]]


def _joined(tokens: list[Part]) -> list[Part]:
    """Return the tokens with neighbouring texts made one, and without empty ones."""
    parts: list[Part] = []
    for token in tokens:
        if isinstance(token, str) and parts and isinstance(parts[-1], str):
            parts[-1] += token
        elif token != "":
            parts.append(token)
    return parts


def _check(pattern: Pattern) -> None:
    for one, next_one in zip(pattern.parts, pattern.parts[1:], strict=False):
        if isinstance(one, Hole) and isinstance(next_one, Hole):
            raise BadTemplate(
                f"nothing tells where {one} ends and {next_one} begins: put a text between them"
            )
    if len([hole for hole in pattern.holes if hole.name == _REST]) > 1:
        raise BadTemplate("{text} stands twice in one text; use {*} for one of them")
    for hole in pattern.holes:
        if hole.kind not in _IN_TEXT and hole.name != ANYTHING:
            raise BadTemplate(
                f"{hole} cannot stand in a text: use json = '…', where it is a string of its own"
            )
