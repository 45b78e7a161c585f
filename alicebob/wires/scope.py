"""Values that are known while a frame is matched, and those that the match has found."""

import json
from collections.abc import Collection, Mapping

from alicebob.model.shown_text import cut, shorten
from alicebob.wires.hole import ANYTHING, Hole, as_text, same, whole

REF = "ref"  # the number of a frame that this client sent
_SHOWN = 60  # characters of a value in a reason
_KIND_WORDS = {
    "text": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "list": "a list of texts",
}

Place = tuple[str | int, ...]
NO_REFS = range(0)


class Misfit(Exception):
    """Raised when a frame does not fit a template: ``why``, and the ``place`` in its JSON."""

    def __init__(self, why: str, place: Place = ()) -> None:
        super().__init__(why)
        self.why = why
        self.place = place

    def __str__(self) -> str:
        return f"at {place_words(self.place)}: {self.why}" if self.place else self.why


class Scope:
    """Values of one match: those that must be equal, and those that were found.

    ``fixed``: by name, what a hole must be. ``names``: the known users, of whom the longest that
    fits is preferred. ``refs``: what ``{ref}`` may be. ``rows``: what the parts of a list gave, one
    mapping for each; None without a list. ``progress`` counts the parts of the template that fit.
    """

    def __init__(
        self,
        fixed: Mapping[str, object],
        names: Collection[str] = (),
        refs: range = NO_REFS,
    ) -> None:
        self.fixed = fixed
        self.names = names
        self.refs = refs
        self.found: dict[str, object] = {}
        self.rows: list[Mapping[str, object]] | None = None
        self.progress = 0

    def row(self) -> "Scope":
        """Return a scope for one part of a list, in which all of this one's values are fixed."""
        return Scope({**self.fixed, **self.found}, self.names, self.refs)

    def is_free(self, name: str) -> bool:
        """Return True if the hole ``name`` may have any value."""
        return name not in self.fixed and name not in self.found

    def wanted(self, name: str) -> object:
        """Return the value that a hole that is not free must have."""
        return self.fixed[name] if name in self.fixed else self.found[name]

    def take_text(self, hole: Hole, text: str, place: Place = ()) -> None:
        """Fill a hole that stands in a text. Raise ``Misfit`` if ``text`` does not fit it."""
        if hole.kind == "int":
            number = whole(text)
            if number is None:
                raise Misfit(f"{shorten(text, _SHOWN)} is not a whole number", place)
            self._keep(hole, number, place)
        elif hole.kind == "list":
            self._keep(hole, [part for part in map(str.strip, text.split(",")) if part], place)
        else:
            self._keep(hole, text, place)

    def take(self, hole: Hole, value: object, place: Place) -> None:
        """Fill a hole that is a JSON value of its own. Raise ``Misfit`` if it does not fit."""
        if not _is_of_kind(hole.kind, value):
            raise Misfit(f"{shown(value)} is not {_KIND_WORDS[hole.kind]}", place)
        self._keep(hole, value, place)

    def _keep(self, hole: Hole, value: object, place: Place) -> None:
        if hole.name == ANYTHING:
            return
        if self.is_free(hole.name):
            if hole.name == REF and whole(as_text(value)) not in self.refs:
                raise Misfit(f"{shown(value)} is not the {hole} of a frame that was sent", place)
        elif not _equals(hole, wanted := self.wanted(hole.name), value):
            raise Misfit(f"{hole} is {shown(value)}, and must be {shown(wanted)}", place)
        self.found[hole.name] = value


def _is_of_kind(kind: str, value: object) -> bool:
    match kind:
        case "text":
            return isinstance(value, str)
        case "int":
            return type(value) is int or (isinstance(value, float) and value.is_integer())
        case "bool":
            return isinstance(value, bool)
        case "list":
            return isinstance(value, list) and all(isinstance(part, str) for part in value)
    return True


def _equals(hole: Hole, wanted: object, value: object) -> bool:
    """Return True if two values are equal; a text and a number also if they are written so."""
    is_written_so = hole.kind in ("text", "int") and as_text(wanted) == as_text(value)
    return is_written_so or same(wanted, value)


def shown(value: object) -> str:
    """Return a JSON value on one line, the beginning and the end of a long one."""
    if isinstance(value, str):
        return shorten(value, _SHOWN)
    return cut(json.dumps(value, ensure_ascii=False), _SHOWN)


def place_words(place: Place) -> str:
    """Return a place in JSON as people write it: ``data.users[2]``."""
    words = "".join(
        f"[{part}]" if isinstance(part, int) else f".{cut(part, _SHOWN)}" for part in place
    )
    return words.removeprefix(".")
