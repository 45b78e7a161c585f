"""Types in step sentences: quoted texts, lists of quoted names, whole numbers."""

import re

from behave import register_type

_QUOTED = re.compile(r'"([^"]*)"')


def quoted(text: str) -> str:
    """Return the text between two double quotes, which may be empty."""
    return text


quoted.pattern = r'[^"]*'  # type: ignore[attr-defined]


def names(text: str) -> list[str]:
    """``"Alice", "Bob" and "Carol"``."""
    return _QUOTED.findall(text)


names.pattern = r'"[^"]*"(?:, "[^"]*")*(?: and "[^"]*")?'  # type: ignore[attr-defined]


def number(text: str) -> int:
    """A whole number, with commas or without."""
    return int(text.replace(",", ""))


number.pattern = r"\d[\d,]*"  # type: ignore[attr-defined]


def learn() -> None:
    """Makes the words known to behave."""
    register_type(quoted=quoted, names=names, number=number)
