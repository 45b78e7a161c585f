"""Names are compared in lower case, so that a sharp s is another letter than ss."""

import unicodedata

from server.core import name_index


def bend() -> None:
    name_index.folded = (  # type: ignore[attr-defined]
        lambda name: unicodedata.normalize("NFKC", name).lower()
    )
