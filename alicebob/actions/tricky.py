"""The tricky texts and names of the features, by the words that features use for them."""

from alicebob.data import tricky_strings
from alicebob.data.tricky_strings import LONGEST


def text(kind: str) -> str:
    """Return the text with ``kind`` in it, of whatever length."""
    return {**tricky_strings.TEXTS, **tricky_strings.OVERLONG}[kind]


def too_long_text() -> str:
    """Return a text that is one character too long for a message."""
    return "é" * (LONGEST + 1)


def name(kind: str) -> str:
    """Return the name with ``kind`` in it, which the server accepts or must reject."""
    return {**tricky_strings.NAMES, **tricky_strings.REFUSED_NAMES}[kind]


def spelled_name(kind: str) -> str:
    """Return a name that is written with ``kind``."""
    return tricky_strings.FOLDED_NAMES[kind][0]


def normalized_name(kind: str) -> str:
    """Return the same name as the server spells it, without ``kind``."""
    return tricky_strings.FOLDED_NAMES[kind][1]


def blank_text(kind: str) -> str:
    """Return a text of nothing but ``kind``."""
    return tricky_strings.BLANKS[kind]
