"""Whoever has come back after a lost line can be told nothing in private any more."""

from typing import Any

from server.core.name_index import NameIndex


def bend() -> None:
    add, remove = NameIndex.add, NameIndex.remove
    lost: set[str] = set()

    def unlearn(self: NameIndex[Any], member: Any, name: str) -> None:
        lost.add(name)
        remove(self, member, name)

    def learn(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        add(self, member, name, accepts_private and name not in lost)

    NameIndex.add, NameIndex.remove = learn, unlearn  # type: ignore[method-assign]
