"""Texts are brought into NFC, so decomposed accents come out composed."""

import unicodedata

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: unicodedata.normalize("NFC", text))
