"""Where names are proven, private words are not even shown again to their two."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, reader=None))
