"""The operator is told how many names were reached, not how many connections."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    def count(self: Room[Any]) -> int:
        return len(self.names)

    Room.__len__ = count  # type: ignore[method-assign]
