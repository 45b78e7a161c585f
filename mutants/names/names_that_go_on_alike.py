"""A name is taken as soon as somebody is in with whose name it begins."""

from typing import Any

from server.core.name_index import NameIndex
from server.core.names import folded


def bend() -> None:
    def is_taken(self: NameIndex[Any], name: str) -> bool:
        return any(folded(name).startswith(other) for other in self._taken or ())

    NameIndex.is_taken = is_taken  # type: ignore[method-assign]
