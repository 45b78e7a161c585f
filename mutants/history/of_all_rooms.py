"""In the history of a room stands also what was said in the others."""

from operator import attrgetter
from typing import Any

from server.chat import commit
from server.core.events import Recalled
from server.core.history_query import Query


def bend() -> None:
    sound = commit._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        past = [sound(broker, name, query) for name in {*broker._shelves, room}]
        messages = sorted((one for each in past for one in each.messages), key=attrgetter("place"))
        return Recalled(tuple(messages), all(each.is_complete for each in past))

    commit._recalled = recalled
