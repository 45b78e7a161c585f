"""When the first of a name speaks a dialect without a word for it, no other of the name is told."""

from typing import Any

from server.core.name_index import Bearers


def bend() -> None:
    sound = Bearers.add
    unable: set[str] = set()

    def add(self: Bearers[Any], member: Any, name: str, can_be_told: bool) -> None:
        if not can_be_told:
            unable.add(name)
        sound(self, member, name, can_be_told and name not in unable)

    Bearers.add = add  # type: ignore[method-assign]
