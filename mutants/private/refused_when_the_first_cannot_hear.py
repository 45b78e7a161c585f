"""When the first of a name speaks a dialect without a word for it, no other of the name is told."""

from typing import Any

from server.core.name_index import NameIndex


def bend() -> None:
    sound = NameIndex.add
    unable: set[str] = set()

    def add(self: NameIndex[Any], member: Any, name: str, accepts_private: bool) -> None:
        if not accepts_private:
            unable.add(name)
        sound(self, member, name, accepts_private and name not in unable)

    NameIndex.add = add  # type: ignore[method-assign]
