"""A chat page, as the table ``[page]`` of a profile describes it (``docs/pages.md``)."""

from collections.abc import Mapping
from dataclasses import dataclass

from alicebob.model.facts import Facts
from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import HeardKind
from alicebob.wires.pattern import Pattern

UNORDERED = (HeardKind.PAST, HeardKind.IGNORE, HeardKind.REFUSED)
"""Entries that may stand above others that were there before."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: ``by`` is an ARIA role, ``label``, ``placeholder`` or ``css``, and
    ``name`` the accessible name, the label, or the selector."""

    by: str
    name: str

    def __str__(self) -> str:
        return f'{self.by} "{self.name}"'


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A kind of entry among the messages, and where it shows what.

    ``at`` is a CSS selector; ``values`` are the sources of values by their names, and ``words`` is
    the whole text with holes, for entries that show everything in one text.
    """

    kind: HeardKind
    at: str
    values: Mapping[str, str]
    words: Pattern | None = None

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the values that such an entry shows."""
        holes = () if self.words is None else self.words.holes
        return frozenset(self.values) | {hole.name for hole in holes}


@dataclass(frozen=True, slots=True)
class ChatPage:
    """A page: its address, and where what a user needs is. ``connected`` is the status of a page
    that is in the chat. ``facts`` are those of a chat as the page shows it. ``people`` opens the
    list of users, ``person`` says where the names in it are, and ``everybody`` ends writing to the
    one who was chosen there."""

    address: Expansion
    message: Spot
    messages: Spot
    shows: tuple[PageEntry, ...]
    facts: Facts
    name: Spot | None = None
    room: Spot | None = None
    join: Spot | None = None
    send: Spot | None = None
    leave: Spot | None = None
    status: Spot | None = None
    connected: str = ""
    refused: Spot | None = None
    typing: Spot | None = None
    typist: str = ""
    people: Spot | None = None
    person: str = ""
    everybody: Spot | None = None

    @property
    def hears(self) -> Mapping[HeardKind, frozenset[str]]:
        """Return what the page shows, with the values of each kind."""
        found: dict[HeardKind, frozenset[str]] = {}
        for entry in self.shows:
            if entry.kind is not HeardKind.IGNORE:
                found[entry.kind] = found.get(entry.kind, frozenset()) | entry.names
        if self.typing is not None:
            found[HeardKind.TYPING] = frozenset({"user", "typing"})
        if self.person:
            found[HeardKind.HERE] = frozenset({"users"})
        return found

    @property
    def tells_past(self) -> bool:
        """Return True if the page shows messages from before the user came, and marks them."""
        return HeardKind.PAST in self.hears and self.facts.history != 0

    @property
    def abilities(self) -> frozenset[str]:
        """Return what users on the page can do, as drivers call it."""
        can = {
            "drop": True,
            "typing": True,
            "users": bool(self.person),
            "whisper": bool(self.person) and self.everybody is not None,
        }
        return frozenset(name for name, is_so in can.items() if is_so)

    @property
    def has_rooms(self) -> bool:
        """Return True if a user can choose the room."""
        return self.room is not None or "room" in self.address.names

    def observed(self) -> Mapping[str, object]:
        """Return what the script that watches a page must know."""
        return {
            "messages": _observed(self.messages),
            "shows": [
                {
                    "at": entry.at,
                    "values": dict(entry.values),
                    "words": entry.words is not None,
                    "ordered": entry.kind not in UNORDERED,
                }
                for entry in self.shows
            ],
            "status": _observed(self.status),
            "refused": _observed(self.refused),
            "typing": _observed(self.typing),
            "typist": self.typist,
            "person": self.person,
        }


def _observed(spot: Spot | None) -> Mapping[str, str] | None:
    return None if spot is None else {"by": spot.by, "name": spot.name}
