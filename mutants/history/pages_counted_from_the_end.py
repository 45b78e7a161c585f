"""Pages are counted from the end, so they shift when somebody speaks meanwhile."""

from collections import Counter
from dataclasses import replace
from typing import Any

from server.chat import commit, sequencer
from server.core.effects import SendHistory, SendToOne
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = commit.commit_effect
    told: Counter[int] = Counter()

    def commit_effect(store: Any, room: str, member: Any, effect: Any) -> Any:
        match effect:
            case SendHistory(reader, HistoryQuery(before=int(), limit=int(limit)) as query):
                past = store.read_history(room, replace(query, before=None, limit=None))
                end = len(past.messages) - told[id(reader)]
                told[id(reader)] += limit
                page = past.messages[max(0, end - limit) : max(0, end)]
                return SendToOne(replace(past, messages=page), reader)
            case SendHistory(reader, query):
                told[id(reader)] = query.limit or 0
        return sound(store, room, member, effect)

    commit.commit_effect = sequencer.commit_effect = commit_effect  # type: ignore
