"""Names are compared in lower case, so that a sharp s is another letter than ss."""

import unicodedata

from server import bearers


def bend() -> None:
    bearers.folded = (  # type: ignore[attr-defined]
        lambda name: unicodedata.normalize("NFKC", name).lower()
    )
