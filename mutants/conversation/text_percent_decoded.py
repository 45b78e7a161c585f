"""Texts are percent-decoded, as if they came in an address."""

from urllib.parse import unquote_plus

from mutants.saying import change_texts


def bend() -> None:
    change_texts(unquote_plus)
