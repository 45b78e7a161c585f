"""Names that differ in their accents alone are taken for one."""

import unicodedata

from server.core import name_index
from server.core.names import folded


def bend() -> None:
    def bare(name: str) -> str:
        parts = unicodedata.normalize("NFKD", folded(name))
        return "".join(part for part in parts if not unicodedata.combining(part))

    name_index.folded = bare  # type: ignore[attr-defined]
