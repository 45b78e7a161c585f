"""A message goes to everybody but its sender."""

from mutants.saying import tell_only


def bend() -> None:
    tell_only(lambda speaker, people: (one for one in people if one is not speaker))
