"""Whoever comes back is told the last message that they know once more."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, after=query.after and query.after - 1))
