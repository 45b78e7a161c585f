"""Names that differ in their accents alone are taken for one."""

import unicodedata

from server import bearers
from server.names import folded


def bend() -> None:
    def bare(name: str) -> str:
        parts = unicodedata.normalize("NFKD", folded(name))
        return "".join(part for part in parts if not unicodedata.combining(part))

    bearers.folded = bare  # type: ignore[attr-defined]
