"""A chat's wire, as the tables ``[wire]`` and ``[[hear]]`` of a profile describe it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from alicebob.model.received import RejectionReason
from alicebob.model.wire_facts import DEFAULT_ROOM
from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import HeardKind
from alicebob.wires.template import Template


@dataclass(frozen=True, slots=True)
class EnterStep:
    """A step on the way in: a frame to send, and one to await, or either.

    A frame that fits ``refused`` ends the attempt. With ``is_heard``, the awaited frame also has
    the meaning that a ``[[hear]]`` gives it. ``line`` is where the step stands in the profile.
    """

    line: int
    send: Template | None = None
    awaited: Template | None = None
    refused: Template | None = None
    is_heard: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that the client sends by itself: ``send`` for each frame that fits ``to``."""

    line: int
    to: Template
    send: Template


@dataclass(frozen=True, slots=True)
class Every:
    """A frame that the client sends by itself, every so many ``seconds`` after it is in."""

    seconds: float
    send: Template


@dataclass(frozen=True, slots=True)
class Hear:
    """The meaning of the frames that fit ``template``.

    ``reason`` and ``is_typing`` are for frames that do not tell it themselves.
    """

    line: int
    kind: HeardKind
    template: Template
    reason: RejectionReason | None = None
    is_typing: bool | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Templates of what users send; None for what the wire cannot say."""

    say: Template
    whisper: Template | None = None
    leave: Template | None = None
    typing_start: Template | None = None
    typing_stop: Template | None = None
    ping: Template | None = None
    users: Template | None = None
    history: Template | None = None


@dataclass(frozen=True, slots=True)
class Wire:
    """Everything that one must know to take part in a chat.

    ``separator`` stands between the messages of one frame, in both directions; if the wire is
    ``terminated``, it stands behind each of them. Of ``hears``, the first that fits a frame wins.
    """

    url: Expansion
    sending: Sending
    origin: str | None = None
    headers: Mapping[str, Expansion] = field(default_factory=dict)
    subprotocols: tuple[str, ...] = ()
    separator: str | None = None
    terminated: bool = False
    enter: tuple[EnterStep, ...] = ()
    replies: tuple[Reply, ...] = ()
    every: tuple[Every, ...] = ()
    hears: tuple[Hear, ...] = ()

    @property
    def has_rooms(self) -> bool:
        """Return True if the address, or a frame that a client sends, names the room."""
        said = (step.send for step in self.enter if step.send is not None)
        templates = (self.sending.say, *said)
        names = {hole.name for template in templates for hole in template.holes}
        return "room" in names or "room" in self.url.names

    def address(self, user: str | None, room: str | None, number: int | None) -> str:
        """Return the path and query at which ``user`` joins; what is None is left out."""
        needed = DEFAULT_ROOM if self.url.needs("room") else None
        values = {"user": user, "room": needed if room is None else room, "number": number}
        return self.url.expand(values)

    def headers_for(self, user: str | None, room: str | None, number: int | None) -> dict[str, str]:
        """Return the headers of the handshake in which ``user`` joins."""
        values = {"user": user, "room": room, "number": number}
        return {name: header.expand(values) for name, header in self.headers.items()}

    def relaxed(self) -> "Wire":
        """Return the wire on which frames may have more keys than the templates name."""
        hears = tuple(replace(hear, template=hear.template.relaxed()) for hear in self.hears)
        return replace(self, hears=hears)

    def framed(self, message: str) -> str:
        """Return a message as the frame in which it is sent."""
        return f"{message}{self.separator}" if self.separator and self.terminated else message

    def split(self, frame: str) -> list[str]:
        """Return the messages in a frame of the server; between separators, empty ones are none."""
        if self.separator is None:
            return [frame]
        return [message for message in frame.split(self.separator) if message]
