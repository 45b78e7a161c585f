"""Texts are brought into NFD, so composed accents come out decomposed."""

import unicodedata

from mutants.saying import change_texts
from server.core.room import MAX_TEXT


def bend() -> None:
    def decomposed(text: str) -> str:
        longer = unicodedata.normalize("NFD", text)
        return longer if len(longer) <= MAX_TEXT else text

    change_texts(decomposed)
