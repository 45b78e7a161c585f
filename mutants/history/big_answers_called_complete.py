"""Of a history that is too big for one answer only the newest part is told, as if it were all."""

from dataclasses import replace

from mutants.settling import change_recalled
from server.core.events import History
from server.core.history_query import HistoryQuery

_MOST = 500_000  # characters


def bend() -> None:
    def cut(_query: HistoryQuery, past: History) -> History:
        messages = past.messages
        while sum(len(one.text) for one in messages) > _MOST:
            messages = messages[1:]
        is_cut = len(messages) < len(past.messages)
        return replace(past, messages=messages, is_complete=past.is_complete or is_cut)

    change_recalled(cut)
