"""One client's connection through the relay, and all of them together."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from alicebob.wires.heard import Heard, HeardKind


@dataclass(frozen=True, slots=True)
class Told:
    """A message of the server to one client.

    ``number`` counts the messages of its kind, those to all clients. ``sender`` is the connection
    of whoever said it, or None.
    """

    message: str
    heard: Heard
    number: int
    sender: "Connection | None"


class Connection(Protocol):
    """A client's connection, as a fault sees it."""

    received: int
    late: list[Told]

    @property
    def user(self) -> str | None:
        """The client's name, as far as it is known."""

    @property
    def room(self) -> str | None:
        """The client's room; None if the wire does not name it."""

    @property
    def is_in(self) -> bool:
        """True once the client is in the chat."""

    @property
    def number(self) -> str | None:
        """The client's number in its address."""

    @property
    def is_stuck(self) -> bool:
        """True while the client has no room for what was sent to it."""

    @property
    def others(self) -> Iterable["Connection"]:
        """All other clients that are in the chat, in any room."""

    @property
    def earlier(self) -> str | None:
        """A message to this room from before the client came; None if there was none."""

    @property
    def earlier_elsewhere(self) -> Iterable[str]:
        """One earlier message of another room, as this room would have it; none if nobody was told
        of one."""

    def deliver(self, message: str) -> None:
        """Send the client a message of the chat."""

    def close(self, code: int) -> None:
        """Send the client a Close frame."""

    def deliver_later(self, told: Told) -> None:
        """Send the client a message a little later, unless it is no longer among the late ones."""


Change = Callable[[Connection, Told], Iterable[str]]
"""Function that returns the messages that a client receives instead of the one it was told."""


@dataclass(slots=True)
class Everybody:
    """All connections of a relay, with what was said and told in it."""

    connections: list[Connection] = field(default_factory=list)
    counted: Counter[HeardKind | str] = field(default_factory=Counter)
    speakers: dict[str, Connection] = field(default_factory=dict)
    last_of_room: dict[str | None, str] = field(default_factory=dict)
    past_of_room: dict[str | None, str] = field(default_factory=dict)
