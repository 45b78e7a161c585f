"""A name is taken as soon as somebody is in whose name begins like it."""

from typing import Any

from server.core.name_index import NameIndex
from server.core.names import folded


def bend() -> None:
    def is_taken(self: NameIndex[Any], name: str) -> bool:
        return any(other.startswith(folded(name)) for other in self._taken or ())

    NameIndex.is_taken = is_taken  # type: ignore[method-assign]
