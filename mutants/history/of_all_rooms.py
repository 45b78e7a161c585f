"""In the history of a room stands also what was said in the others."""

from operator import attrgetter
from typing import Any

from server.chat import commit
from server.core.events import History
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = commit._read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        past = [sound(store, name, query) for name in {*store._logs, room}]
        messages = sorted(
            (one for each in past for one in each.messages), key=attrgetter("sequence")
        )
        return History(tuple(messages), all(each.is_complete for each in past))

    commit._read_history = select_history
