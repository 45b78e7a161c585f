"""A message is taken for a repetition because another person used its id."""

from mutants.remembering import remember_by


def bend() -> None:
    remember_by(lambda room, message: (room, message.client_id))
