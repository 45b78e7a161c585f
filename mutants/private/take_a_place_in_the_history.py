"""What a newcomer may not see takes a place among the fifty messages all the same."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from server.core import history_query
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = history_query._between

    def between(newest_first: Iterable[Any], query: HistoryQuery) -> Iterable[Any]:
        return islice(sound(newest_first, query), query.limit)

    history_query._between = between
