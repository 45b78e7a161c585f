"""Whoever has come back after a lost line can be told nothing in private any more."""

from typing import Any

from server.core.name_index import Bearers


def bend() -> None:
    add, remove = Bearers.add, Bearers.remove
    lost: set[str] = set()

    def unlearn(self: Bearers[Any], member: Any, name: str) -> None:
        lost.add(name)
        remove(self, member, name)

    def learn(self: Bearers[Any], member: Any, name: str, can_be_told: bool) -> None:
        add(self, member, name, can_be_told and name not in lost)

    Bearers.add, Bearers.remove = learn, unlearn  # type: ignore[method-assign]
