"""In the history accents are composed."""

import unicodedata

from mutants.retelling import retell


def bend() -> None:
    retell(lambda text: unicodedata.normalize("NFC", text))
