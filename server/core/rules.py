"""The settings and limits of a room, and the options of a member that joins."""

from dataclasses import dataclass

MAX_TEXT = 65_536  # characters
WELCOME = "Welcome to the chat!"
NEWEST = 50  # messages of history sent to a joining client


@dataclass(frozen=True, slots=True)
class JoinOptions:
    """Options of a joining member.

    A dialect that ``is_extended`` has a welcome, history, a user list, private messages and typing
    indicators. A member that ``receives_own_join`` is notified of its own join. ``since`` is the
    sequence number of the last message the member knows; ``is_authenticated`` is True if the name
    was proved.
    """

    name: str
    is_extended: bool = False
    receives_own_join: bool = False
    since: int | None = None
    is_authenticated: bool = False


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """Description of a member for other nodes: whether it ``accepts_private`` messages, and the
    secret by which it takes over its earlier connection."""

    accepts_private: bool = False
    session: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of a room. The ``typing`` indicator is cleared after this many seconds (0: never).
    Of a room that ``is_shared`` with other nodes, only they all together know who is there."""

    unique_names: bool = False
    typing: float = 5.0
    is_shared: bool = False
