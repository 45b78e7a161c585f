"""What a user can hear, told apart from how it looks on the wire."""

import secrets
from dataclasses import dataclass

USHER = f"usher-{secrets.token_hex(4)}-"  # begins the names of this run's ushers
MARKER = f"fence-{secrets.token_hex(4)}-"  # begins what only this run's fences say


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody's words."""

    sender: str
    content: str

    @property
    def is_marker(self) -> bool:
        """Whether it was said by a fence of this run, and not by somebody in the story."""
        return self.content.startswith(MARKER)

    def __str__(self) -> str:
        said = "a last word (the suite's own)" if self.is_marker else shorten(self.content)
        return f"{printable(self.sender)}: {said}"


@dataclass(frozen=True, slots=True)
class Joined:
    """The notice that somebody came."""

    name: str

    def __str__(self) -> str:
        return f"notice that {printable(self.name)} joined"


@dataclass(frozen=True, slots=True)
class Left:
    """The notice that somebody went."""

    name: str

    def __str__(self) -> str:
        return f"notice that {printable(self.name)} left"


@dataclass(frozen=True, slots=True)
class Refused:
    """The server's word to one user that it will not pass something on."""

    content: str

    def __str__(self) -> str:
        return f"refusal: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class Malformed:
    """Something that no server of this dialect may send."""

    raw: str
    why: str

    def __str__(self) -> str:
        return f"malformed frame ({self.why}): {shorten(self.raw)}"


Heard = Message | Joined | Left | Refused | Malformed

_SHOWN = 40  # characters of a long text that a story shows


def shorten(text: str) -> str:
    """``text`` as a story shows it: quoted, on one line, a long one with its length."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    quoted = f'"{printable(shown)}"'
    return quoted if len(text) <= _SHOWN else f"{quoted} ({len(text):,} characters)"


def printable(text: str) -> str:
    """``text`` with its control characters, and whatever a terminal might obey, spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def difference(expected: str, actual: str) -> str:
    """Where two texts part, in words; both too long or too alike to compare by eye."""
    at = next(
        (i for i, (a, b) in enumerate(zip(expected, actual, strict=False)) if a != b),
        min(len(expected), len(actual)),
    )
    said, came = expected[at : at + 12], actual[at : at + 12]
    return (
        f"they part at character {at + 1:,}: said {shorten(said)}, came {shorten(came)} "
        f"(said {len(expected):,} characters, came {len(actual):,})"
    )
