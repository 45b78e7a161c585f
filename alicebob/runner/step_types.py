"""Types in step sentences: quoted texts, lists of quoted names, whole numbers."""

import re

from behave import register_type

_QUOTED = re.compile(r'"([^"]*)"')


def quoted(text: str) -> str:
    """Return the text between two double quotes, which may be empty."""
    return text


quoted.pattern = r'[^"]*'  # type: ignore[attr-defined]


def names(text: str) -> list[str]:
    """Return the names in ``"Alice", "Bob" and "Carol"``."""
    return _QUOTED.findall(text)


names.pattern = r'"[^"]*"(?:, "[^"]*")*(?: and "[^"]*")?'  # type: ignore[attr-defined]


def number(text: str) -> int:
    """Return a whole number, written with or without commas."""
    return int(text.replace(",", ""))


number.pattern = r"\d[\d,]*"  # type: ignore[attr-defined]


def learn() -> None:
    """Register the types with behave."""
    register_type(quoted=quoted, names=names, number=number)
