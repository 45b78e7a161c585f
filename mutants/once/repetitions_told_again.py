"""A message that is sent again because of a lost line is told again."""

from mutants.remembering import remember_by


def bend() -> None:
    remember_by(lambda _room, message: id(message))
