"""The last two messages of the history change places."""

from dataclasses import replace

from mutants.settling import change_recalled
from server.core.events import History
from server.core.history_query import HistoryQuery


def bend() -> None:
    def swapped(_query: HistoryQuery, past: History) -> History:
        messages = past.messages
        return replace(past, messages=(*messages[:-2], *messages[:-3:-1]))

    change_recalled(swapped)
