"""Whoever is alone in a room does not hear what they say."""

from mutants.saying import tell_only


def bend() -> None:
    tell_only(lambda _speaker, people: people if len(people) > 1 else [])
