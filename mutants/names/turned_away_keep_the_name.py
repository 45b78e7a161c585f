"""A name for which somebody was turned away is not free when its bearer leaves."""

from typing import Any

from server.core.name_index import NameIndex
from server.core.names import folded


def bend() -> None:
    sound = NameIndex.is_taken

    def is_taken(self: NameIndex[Any], name: str) -> bool:
        asked: set[str] = asked_of.setdefault(id(self), set())
        is_so = sound(self, name) or (self._taken is not None and folded(name) in asked)
        if is_so:
            asked.add(folded(name))
        return is_so

    asked_of: dict[int, set[str]] = {}
    NameIndex.is_taken = is_taken  # type: ignore[method-assign]
