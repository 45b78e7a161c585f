"""Whoever comes back is not told the private messages that they missed."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: query if query.after is None else replace(query, reader=None))
