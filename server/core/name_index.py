"""Who bears which name: looked up, so that a crowd costs a newcomer no more than a few do."""

from typing import Generic

from server.core.effects import M
from server.core.names import folded


class NameIndex(Generic[M]):
    """The people of one room by their names, in the order in which they came."""

    __slots__ = ("_by_name", "_taken")

    def __init__(self, are_unique: bool) -> None:
        """If names ``are_unique``, also those that people would take for one are."""
        self._by_name: dict[str, dict[M, None]] = {}
        self._taken: set[str] | None = set() if are_unique else None

    def is_taken(self, name: str) -> bool:
        """Whether somebody is called so that nobody else may be called ``name``."""
        return self._taken is not None and folded(name) in self._taken

    def add(self, member: M, name: str, accepts_private: bool) -> None:
        """``member`` is called ``name`` from now on; and is found under it if they
        ``accepts_private`` something in private."""
        if self._taken is not None:
            self._taken.add(folded(name))
        if accepts_private:
            self._by_name.setdefault(name, {})[member] = None

    def remove(self, member: M, name: str) -> None:
        """``member`` is called ``name`` no longer."""
        if self._taken is not None:
            self._taken.discard(folded(name))
        found = self._by_name.get(name, {})
        found.pop(member, None)
        if not found:
            self._by_name.pop(name, None)

    def of(self, name: str) -> tuple[M, ...]:
        """All of this name who can be told something in private."""
        return tuple(self._by_name.get(name, ()))
