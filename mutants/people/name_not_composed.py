"""Accents in names are kept as they were typed, so one name comes in two forms."""

import unicodedata

from server.core import names


def bend() -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        return raw.strip() if unicodedata.normalize("NFC", raw.strip()) == name else name

    names.user_name = user_name
