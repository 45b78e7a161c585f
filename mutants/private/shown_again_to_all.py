"""What was said to one person is shown to everybody in the history."""

from server.core import history_query


def bend() -> None:
    history_query.is_for = lambda message, query: True
