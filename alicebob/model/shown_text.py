"""Texts and names as failure reports show them: on one line, and a long one with its length."""

from collections.abc import Iterable

SHOWN = 40  # characters of a long text in a failure report
_LONGEST_NAME = 64  # characters, as docs/protocol.md#names allows
_END = 12  # characters of a long text that are shown from its end
_GAP = " … "


def shorten(text: str, most: int = SHOWN) -> str:
    """Return ``text`` in quotes; of one with more than ``most`` characters the beginning, the end,
    and the length."""
    shown = cut(text, most)
    return f'"{shown}"' if _fits(text, most) else f'"{shown}" ({len(text):,} characters)'


def cut(text: str, most: int, end: int = _END) -> str:
    """Return ``text`` on one line; of one with more than ``most`` characters the beginning and the
    last ``end`` characters."""
    if _fits(text, most):
        return printable(text)
    head = _fitting(text, most - end - len(_GAP))
    tail = _fitting(reversed(text), end)[::-1]
    return f"{printable(''.join(head))}{_GAP}{printable(''.join(tail))}"


def _fits(text: str, most: int) -> bool:
    return len(text) <= most and len(printable(text)) <= most


def _fitting(characters: Iterable[str], room: int) -> list[str]:
    """Return as many of the first characters as take up ``room`` characters when shown."""
    found: list[str] = []
    for character in characters:
        room -= len(printable(character))
        if room < 0:
            break
        found.append(character)
    return found


def printable(text: str) -> str:
    """Return ``text`` with control characters, and others a terminal might obey, escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def named(name: str) -> str:
    """Return ``name``, in quotes if its edges would be invisible, or if it is too long."""
    shown = printable(name)
    is_plain = shown and shown == shown.strip() and len(shown) <= _LONGEST_NAME
    return shown if is_plain else shorten(name, _LONGEST_NAME)


def listed(items: Iterable[str], most: int) -> str:
    """Return ``items`` with commas; of more than ``most`` the first ones, the last, and the number
    of the others."""
    every = list(items)
    if len(every) > most:
        every = [*every[: most - 1], f"… {len(every) - most:,} more …", every[-1]]
    return ", ".join(every)


def difference(expected: str, actual: str) -> str:
    """Describe where two texts differ that are too long or too similar to compare by eye."""
    at = next(
        (i for i, (a, b) in enumerate(zip(expected, actual, strict=False)) if a != b),
        min(len(expected), len(actual)),
    )
    said, came = expected[at : at + 12], actual[at : at + 12]
    return (
        f"they differ from character {at + 1:,} on: sent {shorten(said)}, received {shorten(came)} "
        f"(sent {len(expected):,} characters, received {len(actual):,})"
    )
