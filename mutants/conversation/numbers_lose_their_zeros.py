"""A text of digits is read as a number, and loses its leading zeros."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: str(int(text)) if text.isdecimal() else text)
