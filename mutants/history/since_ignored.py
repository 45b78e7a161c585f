"""Whoever comes back is told the last fifty messages, whatever they know already."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, after=None, limit=query.limit or 50))
