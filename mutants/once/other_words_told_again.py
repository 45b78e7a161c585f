"""A repetition with other words is told again, though it bears a known id."""

from mutants.remembering import remember_by


def bend() -> None:
    remember_by(lambda room, message: (room, message.name, message.client_id, message.text))
