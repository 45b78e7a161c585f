"""Whoever asks for what was said before a message is told the newest, again and again."""

from dataclasses import replace

from mutants.settling import change_query


def bend() -> None:
    change_query(lambda query: replace(query, before=None))
