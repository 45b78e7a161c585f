"""A taken name is recognised in another width, but not in another case."""

import unicodedata

from server.core import name_index


def bend() -> None:
    name_index.folded = (  # type: ignore[attr-defined]
        lambda name: unicodedata.normalize("NFKC", name)
    )
