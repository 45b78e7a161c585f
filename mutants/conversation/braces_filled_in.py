"""A text with braces is taken for a template, and its sender is thrown out when it is none."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: text.format())
