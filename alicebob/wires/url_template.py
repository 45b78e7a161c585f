"""Addresses with holes, as RFC 6570 writes them: ``{user}``, ``{?user,room}`` and ``{&room}``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from alicebob.model.feature_mistake import way_out
from alicebob.wires.hole import BadTemplate, as_text

URL_NAMES = ("user", "room", "number")
_EXPRESSION = re.compile(r"\{([?&]?)([a-z]+(?:,[a-z]+)*)\}")


@dataclass(frozen=True, slots=True)
class UrlTemplate:
    """Path and query of a server's WebSocket, as RFC 6570 writes them."""

    source: str

    @classmethod
    def read(cls, source: str) -> "UrlTemplate":
        """Return the address that is written so. Raises ``BadTemplate``."""
        if not source.startswith("/"):
            raise BadTemplate(f'it begins with a slash, as "/chat{{?user}}" does; not {source!r}')
        if re.search(r"[{}]", _EXPRESSION.sub("", source)):
            raise BadTemplate("a hole is written {user}, {?user,room} or {&room}")
        if re.search(r"[\s#]", source):
            raise BadTemplate("it has no blanks and no #")
        unknown = [n for n in cls(source).names if n not in URL_NAMES]
        if unknown:
            raise BadTemplate(f"there is no {{{unknown[0]}}}{way_out(unknown[0], URL_NAMES)}")
        return cls(source)

    @property
    def names(self) -> list[str]:
        """Return the names of its holes."""
        return [name for found in _EXPRESSION.findall(self.source) for name in found[1].split(",")]

    def expand(self, values: Mapping[str, object]) -> str:
        """Return the address with ``values``, percent-encoded; what is None is left out."""

        def filled(found: re.Match[str]) -> str:
            given = {n: values[n] for n in found[2].split(",") if values.get(n) is not None}
            encoded = {name: quote(as_text(value), safe="") for name, value in given.items()}
            if not found[1]:
                return ",".join(encoded.values())
            pairs = "&".join(f"{name}={value}" for name, value in encoded.items())
            return f"{found[1]}{pairs}" if pairs else ""

        return _EXPRESSION.sub(filled, self.source)
