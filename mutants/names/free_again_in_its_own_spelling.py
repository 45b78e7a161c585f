"""A name that somebody bore is free again in their own spelling only."""

from typing import Any

from server.core.effects import M
from server.core.name_index import NameIndex
from server.core.names import folded


def bend() -> None:
    is_taken, remove = NameIndex.is_taken, NameIndex.remove
    borne: dict[str, str] = {}

    def taken(self: NameIndex[Any], name: str) -> bool:
        is_foreign = borne.get(folded(name), name) != name
        return is_taken(self, name) or (self._taken is not None and is_foreign)

    def removed(self: NameIndex[M], member: M, name: str) -> None:
        borne[folded(name)] = name
        remove(self, member, name)

    NameIndex.is_taken, NameIndex.remove = taken, removed  # type: ignore[method-assign]
