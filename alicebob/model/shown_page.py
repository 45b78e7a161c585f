"""A chat page as it is shown at one moment (docs/page.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of the messages. ``words`` is everything that it says, ``names`` are the names that
    stand out in it, and ``text`` is what somebody wrote, without anything around it."""

    kind: str
    sender: str
    to: str
    id: str
    text: str
    words: str
    names: tuple[str, ...]
    time: str
    state: str
    is_own: bool
    is_past: bool

    def __str__(self) -> str:
        marks = " ".join(filter(None, [self.state, "own" * self.is_own, "past" * self.is_past]))
        return f"{self.kind}{f' ({marks})' if marks else ''}: {self.words!r}"


@dataclass(frozen=True, slots=True)
class ShownPage:
    """Everything that scenarios ask of a page. ``buttons`` are the names of those in sight;
    ``loaded_at`` tells one document from the next."""

    loaded_at: float = 0.0
    screen: str = ""
    state: str = ""
    status: str = ""
    identity: str = ""
    title: str = ""
    is_icon_marked: bool = False
    reason: str = ""
    is_name_invalid: bool = False
    is_joining: bool = False
    name: str = ""
    typing: str = ""
    people: tuple[str, ...] = ()
    people_count: str = ""
    addressee: str = ""
    buttons: tuple[str, ...] = ()
    entries: tuple[ShownEntry, ...] = ()

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> "ShownPage":
        """Return what the page's observer tells."""
        return cls(**{**_fields(cls, found), "entries": tuple(map(_entry, found["entries"]))})

    @property
    def is_in_chat(self) -> bool:
        """True while the visitor is in the chat, with a connection."""
        return self.screen == "chat" and self.state == "connected"

    def of(self, *kinds: str) -> list[ShownEntry]:
        """Return the entries of these kinds, in the order of the page."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def texts(self, *kinds: str) -> list[str]:
        """Return the texts of the entries of these kinds."""
        return [entry.text for entry in self.of(*kinds)]

    def __str__(self) -> str:
        lines = [f'{self.screen} screen, "{self.status}", {self.reason}'.rstrip(", ")]
        return "\n".join([*lines, *map(str, self.entries[-12:])])


def _entry(found: Mapping[str, Any]) -> ShownEntry:
    return ShownEntry(**_fields(ShownEntry, found))


def _fields(kind: type, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a dataclass; its sequences are tuples."""
    values = {field.name: found[field.name] for field in fields(kind)}
    return {key: _frozen(value) for key, value in values.items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
