"""Whoever asks for some messages is told one more."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, limit=query.limit and query.limit + 1))
