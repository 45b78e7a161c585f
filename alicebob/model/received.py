"""What a user can hear, told apart from how it looks on the wire.

The same fact is equal in whatever dialect it was heard: ids, times and counts, of which only some
dialects tell, stand beside it and are not compared.
"""

import secrets
from dataclasses import dataclass, field
from enum import Enum

PROBE = f"usher-{secrets.token_hex(4)}-"  # begins the names of this run's ushers
MARKER = f"fence-{secrets.token_hex(4)}-"  # begins what only this run's fences say


class RejectionReason(Enum):
    """Why somebody is refused; the value stands in the features after "should be told that"."""

    INVALID = "the message is invalid"
    TOO_LONG = "the message is too long"
    TOO_FAST = "they go too fast"
    NO_SUCH_USER = "nobody of that name is here"
    BAD_NAME = "the name is not allowed"
    NAME_TAKEN = "the name is taken"
    NOT_JOINED = "they must join first"
    ALREADY_JOINED = "they have joined already"
    NO_JSON = "it is no JSON"
    UNKNOWN_TYPE = "its type is not known"
    FULL = "there is no room"


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody's words."""

    sender: str
    content: str
    id: str = field(default="", compare=False)
    at: str = field(default="", compare=False)

    @property
    def is_marker(self) -> bool:
        """Whether it was said by a fence of this run, and not by somebody in the story."""
        return self.content.startswith(MARKER)

    def __str__(self) -> str:
        said = "a last word (the suite's own)" if self.is_marker else shorten(self.content)
        return f"{named(self.sender)}: {said}"


@dataclass(frozen=True, slots=True)
class PrivateMessage:
    """Somebody's words to one other."""

    sender: str
    to: str
    content: str
    id: str = field(default="", compare=False)
    at: str = field(default="", compare=False)

    @property
    def is_marker(self) -> bool:
        """Never: a fence is for all to hear."""
        return False

    def __str__(self) -> str:
        return f"{named(self.sender)} to {named(self.to)} alone: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class UserJoined:
    """The notice that somebody came; ``count`` is how many names are here then."""

    name: str
    count: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"notice that {named(self.name)} joined"


@dataclass(frozen=True, slots=True)
class UserLeft:
    """The notice that somebody went; ``count`` is how many names are here then."""

    name: str
    count: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"notice that {named(self.name)} left"


@dataclass(frozen=True, slots=True)
class Announcement:
    """The operator's word to everybody."""

    content: str

    def __str__(self) -> str:
        return f"announcement: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """Somebody has begun to type, or has stopped."""

    name: str
    is_typing: bool

    def __str__(self) -> str:
        return f"{named(self.name)} {'is typing' if self.is_typing else 'types no longer'}"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The server's greeting, the first thing that a newcomer hears."""

    content: str

    def __str__(self) -> str:
        return f"welcome: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class History:
    """What was said before, oldest first; whether that is all that was asked for."""

    messages: tuple[Message | PrivateMessage, ...]
    complete: bool

    @property
    def told(self) -> list[Message | PrivateMessage]:
        """The messages of people, without the suite's markers."""
        return [message for message in self.messages if not message.is_marker]

    def __str__(self) -> str:
        told = self.told
        last = f", the last {told[-1]}" if told else ""
        missing = "" if self.complete else "; something is missing"
        return f"history of {len(told)} messages{last}{missing}"


@dataclass(frozen=True, slots=True)
class UserList:
    """Who is here: names in the order of their coming, with the number of their connections."""

    here: tuple[tuple[str, int], ...]

    @property
    def names(self) -> list[str]:
        """The names of people, without the suite's ushers."""
        return [name for name, _ in self.here if not name.startswith(PROBE)]

    def __str__(self) -> str:
        return f"who is here: {', '.join(map(named, self.names)) or 'nobody'}"


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to a ping in the dialect's own words."""

    nonce: str | None

    def __str__(self) -> str:
        return "pong"


@dataclass(frozen=True, slots=True)
class Rejected:
    """The server's word to one user that it will not pass something on."""

    reason: RejectionReason
    sentence: str = field(default="", compare=False)

    def __str__(self) -> str:
        sentence = f" ({shorten(self.sentence)})" if self.sentence else ""
        return f"refusal: {self.reason.value}{sentence}"


@dataclass(frozen=True, slots=True)
class Malformed:
    """Something that no server of this dialect may send."""

    raw: str
    why: str

    def __str__(self) -> str:
        return f"malformed frame ({self.why}): {shorten(self.raw)}"


Notification = (
    Message | PrivateMessage | UserJoined | UserLeft | Announcement | Rejected
)  # of what somebody did
Answer = Welcome | History | UserList | Pong | TypingChanged  # of how things are
ReceivedEvent = Notification | Answer | Malformed


def is_news(received: ReceivedEvent) -> bool:
    """Whether it tells of somebody, and not of the room as it is when one comes or asks."""
    return not isinstance(received, Welcome | History | UserList | Pong)


_SHOWN = 40  # characters of a long text that a story shows


def shorten(text: str) -> str:
    """``text`` as a story shows it: quoted, on one line, a long one with its length."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    quoted = f'"{printable(shown)}"'
    return quoted if len(text) <= _SHOWN else f"{quoted} ({len(text):,} characters)"


def printable(text: str) -> str:
    """``text`` with its control characters, and whatever a terminal might obey, spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def named(name: str) -> str:
    """``name`` as a story shows it: in quotes if its edges would not be seen."""
    shown = printable(name)
    return shown if shown and shown == shown.strip() else f'"{shown}"'


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
