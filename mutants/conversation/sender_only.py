"""A message goes back to its sender, and to nobody else."""

from mutants.saying import tell_only


def bend() -> None:
    tell_only(lambda speaker, _people: [speaker])
