"""Spaces and line ends around a text are taken off."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: text.strip())
