"""Whoever is turned away for a taken name frees it for the next who tries."""

from typing import Any

from server.core.name_index import NameIndex
from server.core.names import folded


def bend() -> None:
    sound = NameIndex.is_taken

    def is_taken(self: NameIndex[Any], name: str) -> bool:
        is_so = sound(self, name)
        if is_so and self._taken is not None:
            self._taken.discard(folded(name))
        return is_so

    NameIndex.is_taken = is_taken  # type: ignore[method-assign]
