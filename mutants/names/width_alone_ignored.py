"""A taken name is recognised in another width, but not in another case."""

import unicodedata

from server import bearers


def bend() -> None:
    bearers.folded = (  # type: ignore[attr-defined]
        lambda name: unicodedata.normalize("NFKC", name)
    )
