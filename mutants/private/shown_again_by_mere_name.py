"""Whoever takes the name of somebody is shown, unproven, what was said to them alone."""

from dataclasses import replace
from typing import Any

from server.core.history_query import HistoryQuery
from server.core.room import Room


def bend() -> None:
    sound = Room._query

    def query(self: Room[Any], member: Any, **asked: int | None) -> HistoryQuery:
        return replace(sound(self, member, **asked), reader=self._members[member])

    Room._query = query  # type: ignore[method-assign]
