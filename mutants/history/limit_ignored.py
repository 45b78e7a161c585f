"""However many messages somebody asks for, they are told fifty."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, limit=query.limit and 50))
