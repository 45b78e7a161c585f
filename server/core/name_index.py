"""Index of members by name, so that a lookup costs the same in a large room as in a small one."""

from typing import Generic

from server.core.effects import M
from server.core.lookalikes import look
from server.core.names import RESERVED


class NameIndex(Generic[M]):
    """The members of one room by name, in the order in which they joined."""

    __slots__ = ("_by_name", "_has_all", "taken")

    def __init__(self, are_unique: bool, has_all: bool = True) -> None:
        """Create an index; if names ``are_unique``, a name is taken by one that looks like it,
        and by a reserved one. One that has not ``all`` members knows the reserved ones only."""
        self._has_all = has_all
        self._by_name: dict[str, dict[M, None]] = {}
        self.taken: set[str] | None = set().union(*map(look, RESERVED)) if are_unique else None

    def is_taken(self, name: str, freed: str | None = None) -> bool:
        """Return True if a name in use is equal to ``name``, or looks like it; ``freed`` is a name
        in use that does not count."""
        if self.taken is None:
            return False
        looks = look(name) if freed is None else look(name) - look(freed)
        return not self.taken.isdisjoint(looks)

    def add(self, member: M, name: str, accepts_private: bool) -> None:
        """Add ``member`` as ``name``; ``of`` finds it only if it ``accepts_private`` messages."""
        if self.taken is not None and self._has_all:
            self.taken |= look(name)
        if accepts_private:
            self._by_name.setdefault(name, {})[member] = None

    def remove(self, member: M, name: str) -> None:
        """Remove ``member`` with its ``name``."""
        if self.taken is not None and self._has_all:
            self.taken -= look(name)
        found = self._by_name.get(name, {})
        found.pop(member, None)
        if not found:
            self._by_name.pop(name, None)

    def of(self, name: str) -> tuple[M, ...]:
        """Return all members of this name that accept private messages."""
        return tuple(self._by_name.get(name, ()))
