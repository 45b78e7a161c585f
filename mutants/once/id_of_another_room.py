"""A message is taken for a repetition because its sender used its id in another room."""

from mutants.remembering import remember_by


def bend() -> None:
    remember_by(lambda _room, message: (message.name, message.client_id))
