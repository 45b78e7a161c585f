"""Addresses and headers with holes, as RFC 6570 writes them: ``{user}``, ``{?user,room}`` and
``{&room}``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from alicebob.model.feature_mistake import way_out
from alicebob.wires.hole import BadTemplate, as_text

EXPANDED_NAMES = ("user", "room", "number")
_EXPRESSION = re.compile(r"\{([?&]?)([a-z]+(?:,[a-z]+)*)\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Expansion:
    """A text whose holes are filled percent-encoded."""

    source: str

    @classmethod
    def read(cls, source: str) -> "Expansion":
        """Return the text that is written so. Raises ``BadTemplate``."""
        if re.search(r"[{}]", _EXPRESSION.sub("", source)):
            raise BadTemplate("a hole is written {user}, {?user,room} or {&room}")
        if _CONTROL.search(source):
            raise BadTemplate("it has a line's end or another control character")
        expansion = cls(source)
        for name in expansion.names:
            if name not in EXPANDED_NAMES:
                raise BadTemplate(f"there is no {{{name}}}{way_out(name, EXPANDED_NAMES)}")
        return expansion

    @classmethod
    def read_url(cls, source: str) -> "Expansion":
        """Return the path and query that are written so. Raises ``BadTemplate``."""
        if not source.startswith("/"):
            raise BadTemplate(f'it begins with a slash, as "/chat{{?user}}" does; not {source!r}')
        if re.search(r"[ #]", source):
            raise BadTemplate("it has no blanks and no #")
        return cls.read(source)

    @property
    def names(self) -> list[str]:
        """Return the names of its holes."""
        return [name for _, names in self._expressions for name in names.split(",")]

    def has_in_query(self, name: str) -> bool:
        """Return True if a value for ``name`` stands in the query."""
        path = self.source.partition("?")[0].removesuffix("{")
        in_path = [n for _, names in _EXPRESSION.findall(path) for n in names.split(",")]
        return name in self.names and name not in in_path

    def needs(self, name: str) -> bool:
        """Return True if the address makes no sense without a value for ``name``."""
        return any(not sign and name in names.split(",") for sign, names in self._expressions)

    @property
    def _expressions(self) -> list[tuple[str, str]]:
        return _EXPRESSION.findall(self.source)

    def expand(self, values: Mapping[str, object]) -> str:
        """Return the text with ``values``; one that is None is left out."""

        def filled(found: re.Match[str]) -> str:
            given = {n: values[n] for n in found[2].split(",") if values.get(n) is not None}
            encoded = {name: quote(as_text(value), safe="") for name, value in given.items()}
            if not found[1]:
                return ",".join(encoded.values())
            pairs = "&".join(f"{name}={value}" for name, value in encoded.items())
            return f"{found[1]}{pairs}" if pairs else ""

        return _EXPRESSION.sub(filled, self.source)
