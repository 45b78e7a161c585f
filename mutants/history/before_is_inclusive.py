"""History before a message begins with that message itself."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, before=query.before and query.before + 1))
