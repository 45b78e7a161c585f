"""What was said in the last few milliseconds is not in the history yet."""

from dataclasses import replace

from mutants.settling import change_query
from server.core.clock import microseconds

_LATE = 3_000  # microseconds


def bend() -> None:
    change_query(lambda query: replace(query, before=query.before or microseconds() - _LATE))
