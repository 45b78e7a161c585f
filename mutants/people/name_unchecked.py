"""Any name will do, however misleading."""

import unicodedata

from server.core import names


def bend() -> None:
    names.user_name = lambda raw: unicodedata.normalize("NFC", raw.strip())
