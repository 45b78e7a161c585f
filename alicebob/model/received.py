"""Events that a client receives, independent of the wire format.

An event is equal in every dialect. Ids, times and counts, which only some dialects have, are not
compared.
"""

import secrets
from dataclasses import dataclass, field
from enum import Enum

from alicebob.model.feature_mistake import look_up
from alicebob.model.shown_frame import shown_frame
from alicebob.model.shown_text import listed, named, shorten

PROBE = f"probe-{secrets.token_hex(4)}-"  # begins the names of this run's probe users
MARKER = f"fence-{secrets.token_hex(4)}-"  # begins the messages of this run's fences
PROBE_USER = "a probe user of the suite"  # as failure reports call all of them
_LISTED = 12  # users of a long list


class RejectionReason(Enum):
    """The reason of a rejection; features use the value after "should be told that"."""

    INVALID = "the message is invalid"
    TOO_LONG = "the message is too long"
    TOO_FAST = "they exceed the rate limit"
    NO_SUCH_USER = "no user has that name"
    BAD_NAME = "the name is not allowed"
    NAME_TAKEN = "the name is taken"
    NOT_JOINED = "they must join first"
    ALREADY_JOINED = "they have already joined"
    NO_JSON = "the message is not JSON"
    UNKNOWN_TYPE = "the message type is unknown"
    FULL = "the server has no capacity left"

    @classmethod
    def called(cls, words: str) -> "RejectionReason":
        """Return the reason that features call so. Raises ``FeatureMistake``."""
        return look_up({reason.value: reason for reason in cls}, words, "reason to be told")


@dataclass(frozen=True, slots=True)
class Message:
    """A message to the room."""

    sender: str
    content: str
    id: str = field(default="", compare=False)
    at: str = field(default="", compare=False)
    client_id: str | None = field(default=None, compare=False)

    @property
    def is_marker(self) -> bool:
        """Return True if a fence of this run sent it, and not a user of the scenario."""
        return self.content.startswith(MARKER)

    def __str__(self) -> str:
        return _said(self.sender, self.content)


@dataclass(frozen=True, slots=True)
class PrivateMessage:
    """A private message."""

    sender: str
    to: str
    content: str
    id: str = field(default="", compare=False)
    at: str = field(default="", compare=False)
    client_id: str | None = field(default=None, compare=False)

    @property
    def is_marker(self) -> bool:
        """Return False: the markers of fences are public."""
        return False

    def __str__(self) -> str:
        return f"{named(self.sender)} to {named(self.to)} in private: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class UserJoined:
    """The notice that a user joined; ``count`` is the number of users in the room after it."""

    name: str
    count: int | None = field(default=None, compare=False)
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"notice that {user_words(self.name)} joined{_counted(self.count)}"


@dataclass(frozen=True, slots=True)
class UserLeft:
    """The notice that a user left; ``count`` is the number of users in the room after it."""

    name: str
    count: int | None = field(default=None, compare=False)
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"notice that {user_words(self.name)} left{_counted(self.count)}"


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement of the operator."""

    content: str
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"announcement: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """The notice that a user started or stopped typing."""

    name: str
    is_typing: bool

    def __str__(self) -> str:
        return f"{named(self.name)} {'is typing' if self.is_typing else 'stopped typing'}"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The server's greeting, the first frame after a join."""

    content: str
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"welcome: {shorten(self.content)}"


@dataclass(frozen=True, slots=True)
class History:
    """Earlier messages, oldest first; ``complete`` if these are all that were requested.

    ``last_id`` is the id of the newest message in the room, "" for none; None if the frame does
    not tell it.
    """

    messages: tuple[Message | PrivateMessage, ...]
    complete: bool
    last_id: str | None = field(default=None, compare=False)

    @property
    def told(self) -> list[Message | PrivateMessage]:
        """Return the messages of users, without the suite's markers."""
        return [message for message in self.messages if not message.is_marker]

    def __str__(self) -> str:
        told = self.told
        last = f", the last one {told[-1]}" if told else ""
        missing = "" if self.complete else "; incomplete"
        messages = "message" if len(told) == 1 else "messages"
        return f"history of {len(told):,} {messages}{last}{missing}"


@dataclass(frozen=True, slots=True)
class UserList:
    """The user list: names in the order of joining, each with its number of connections."""

    here: tuple[tuple[str, int], ...]

    @property
    def names(self) -> list[str]:
        """Return the names of users, without the suite's probe users."""
        return [name for name, _ in self.here if not name.startswith(PROBE)]

    def __str__(self) -> str:
        users = [
            f"{named(name)} ({count} connections)" if count != 1 else named(name)
            for name, count in self.here
            if not name.startswith(PROBE)
        ]
        return f"user list: {listed(users, _LISTED) or 'nobody'}"


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to a ping of the dialect (not to a WebSocket ping)."""

    nonce: str | None
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        return "pong without a nonce" if self.nonce is None else f"pong with {quoted(self.nonce)}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """The rejection of a message, sent to its sender."""

    reason: RejectionReason
    sentence: str = field(default="", compare=False)
    at: str = field(default="", compare=False)

    def __str__(self) -> str:
        sentence = f" ({shorten(self.sentence)})" if self.sentence else ""
        return f"rejection: {self.reason.value}{sentence}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The confirmation that a message was received, sent to its sender instead of the message."""

    content: str

    @property
    def is_marker(self) -> bool:
        """Return True if it confirms a marker of the suite."""
        return self.content.startswith(MARKER)

    def __str__(self) -> str:
        return f"receipt for {quoted(self.content)}"


@dataclass(frozen=True, slots=True)
class PastMessage:
    """An earlier message, on wires that tell newcomers each in a frame of its own."""

    sender: str
    content: str

    @property
    def is_marker(self) -> bool:
        """Return True if a fence of an earlier scenario sent it, and not a user."""
        return self.content.startswith(MARKER)

    def __str__(self) -> str:
        return f"earlier message: {_said(self.sender, self.content)}"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A frame that no server may send in this dialect."""

    raw: str
    why: str

    def __str__(self) -> str:
        return f"malformed frame ({self.why}): {shown_frame(self.raw)}"


Notification = (
    Message | PrivateMessage | UserJoined | UserLeft | Announcement | Rejected | Receipt
)  # caused by a user's action
Answer = (
    Welcome | History | PastMessage | UserList | Pong | TypingChanged
)  # describes the room, or answers a request
ReceivedEvent = Notification | Answer | Malformed


def _said(sender: str, content: str) -> str:
    """Return a message as reports show it; ``sender`` is "" where the wire does not tell it."""
    return f"{named(sender)}: {quoted(content)}" if sender else quoted(content)


def quoted(text: str) -> str:
    """Return a text or a nonce as failure reports show it; a marker of the suite by its number.

    The numbers grow through the whole run, so that an old marker is not taken for a later one.
    """
    is_marker = text.startswith(MARKER)
    return f"marker {text.removeprefix(MARKER)} of the suite" if is_marker else shorten(text)


def user_words(name: str) -> str:
    """Return a user as failure reports name them."""
    return PROBE_USER if name.startswith(PROBE) else named(name)


def _counted(count: int | None) -> str:
    return "" if count is None else f", with the user count {count:,}"


def is_news(received: ReceivedEvent) -> bool:
    """Return True if ``received`` is about a user, False if it answers what the client did."""
    return not isinstance(received, Welcome | History | PastMessage | UserList | Pong | Receipt)
