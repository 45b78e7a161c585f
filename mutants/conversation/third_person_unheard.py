"""Whoever came second is heard by one other at the most."""

from mutants.saying import tell_only


def bend() -> None:
    tell_only(lambda speaker, people: people[:2] if speaker in people[1:2] else people)
