"""Where names are proven, private messages are shown again to names that begin alike."""

from server.core import history_query
from server.core.events import ChatMessage, PrivateMessage
from server.core.history_query import HistoryQuery


def bend() -> None:
    def is_for(message: ChatMessage, query: HistoryQuery) -> bool:
        if not isinstance(message, PrivateMessage):
            return True
        reader = (query.reader or "?").lower()
        two = message.name.lower(), message.to.lower()
        return any(one.startswith(reader) or reader.startswith(one) for one in two)

    history_query.is_for = is_for
