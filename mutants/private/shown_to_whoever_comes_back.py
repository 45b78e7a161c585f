"""Whoever comes back is told also the private messages of others that they missed."""

from server.core import history_query
from server.core.events import PrivateMessage


def bend() -> None:
    history_query.is_for = lambda message, query: (
        not isinstance(message, PrivateMessage)
        or query.after is not None
        or query.reader in (message.name, message.to)
    )
