"""Whoever comes back is told the last fifty of the messages that they missed, and no more."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, limit=query.limit or 50))
