"""The same words under another id are taken for a repetition."""

from mutants.remembering import remember_by


def bend() -> None:
    remember_by(lambda room, message: (room, message.name, message.text))
