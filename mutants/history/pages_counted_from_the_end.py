"""Pages are counted from the end, so they shift when somebody speaks meanwhile."""

from collections import Counter
from dataclasses import replace
from typing import Any

from server.chat import commit, sequencer
from server.core.effects import Recall, ToOne
from server.core.history_query import Query


def bend() -> None:
    sound = commit.settle
    told: Counter[int] = Counter()

    def settle(broker: Any, room: str, member: Any, delivery: Any) -> Any:
        match delivery:
            case Recall(reader, Query(before=int(), limit=int(limit)) as query):
                past = broker.recall(room, replace(query, before=None, limit=None))
                end = len(past.messages) - told[id(reader)]
                told[id(reader)] += limit
                page = past.messages[max(0, end - limit) : max(0, end)]
                return ToOne(replace(past, messages=page), reader)
            case Recall(reader, query):
                told[id(reader)] = query.limit or 0
        return sound(broker, room, member, delivery)

    commit.settle = sequencer.settle = settle  # type: ignore
