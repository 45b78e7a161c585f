"""The tricky texts and names of the features, by the words that features use for them."""

from alicebob.data import tricky_strings
from alicebob.data.tricky_strings import LONGEST
from alicebob.model.feature_mistake import look_up


def text(kind: str) -> str:
    """Return the text with ``kind`` in it, of whatever length."""
    known = {**tricky_strings.TEXTS, **tricky_strings.OVERLONG}
    return look_up(known, kind, "text with")


def too_long_text() -> str:
    """Return a text that is one character too long for a message."""
    return "é" * (LONGEST + 1)


def name(kind: str) -> str:
    """Return the name with ``kind`` in it, which the server accepts or must reject."""
    known = {**tricky_strings.NAMES, **tricky_strings.REFUSED_NAMES}
    return look_up(known, kind, "name with")


def spelled_name(kind: str) -> str:
    """Return a name that is written with ``kind``."""
    return look_up(tricky_strings.FOLDED_NAMES, kind, "name written with")[0]


def normalized_name(kind: str) -> str:
    """Return the same name as the server spells it, without ``kind``."""
    return look_up(tricky_strings.FOLDED_NAMES, kind, "name written with")[1]


def blank_text(kind: str) -> str:
    """Return a text of nothing but ``kind``."""
    return look_up(tricky_strings.BLANKS, kind, "text of nothing but")
