"""Of more messages than are asked for the oldest are told, not the newest."""

from dataclasses import replace

from mutants.settling import change_query, change_recalled
from server.core.history_query import HistoryQuery


def bend() -> None:
    limits: list[int | None] = []

    def unlimited(query: HistoryQuery) -> HistoryQuery:
        limits[:] = [query.limit]
        return replace(query, limit=None)

    change_query(unlimited)
    change_recalled(lambda _query, past: replace(past, messages=past.messages[: limits[0]]))
