"""The rules of a room, pure: commands go in, effects come out.

No socket, no JSON; the clock is passed in. A member is any value by which the caller identifies
members; two members may share one name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from server.core.commands import (
    Command,
    InvalidCommand,
    Join,
    Leave,
    ListUsers,
    PingRequest,
    ReadHistory,
    SendMessage,
    SendPrivateMessage,
    SetTyping,
)
from server.core.effects import (
    CloseConnection,
    Effect,
    M,
    RejectUnlessRepeated,
    SendHistory,
    SendToOne,
    SendToOthers,
    SendToSome,
    SendUserList,
    Subscribe,
    Unsubscribe,
)
from server.core.events import (
    Announcement,
    PongReply,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
)
from server.core.history_query import HistoryQuery
from server.core.name_index import NameIndex
from server.core.names import composed
from server.ws.close_codes import CloseCode

MAX_TEXT = 65_536  # characters
WELCOME = "Welcome to the chat!"
_NOBODY = "No connected user with this name supports private messages."
NEWEST = 50  # messages of history sent to a joining client
NEVER = 2**63  # in microseconds since the epoch


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
class Rules:
    """Settings of a room. The ``typing`` indicator is cleared after this many seconds (0:
    never)."""

    unique_names: bool = False
    typing: float = 5.0


class Room(Generic[M]):
    """One room: its members, and the effects of their commands."""

    __slots__ = ("_clock", "_join_options", "_members", "_name_index", "_rules", "_typing")

    def __init__(self, rules: Rules, clock: Callable[[], int]) -> None:
        """Create an empty room; ``clock`` returns microseconds since the epoch."""
        self._rules = rules
        self._clock = clock
        self._members: dict[M, str] = {}
        self._join_options: dict[M, JoinOptions] = {}
        self._name_index: NameIndex[M] = NameIndex(rules.unique_names)
        self._typing: dict[M, int] = {}  # when the indicator is cleared

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, member: M) -> bool:
        return member in self._members

    @property
    def names(self) -> set[str]:
        """Return the names of the users in the room: two members of one name are one user."""
        return set(self._members.values())

    def is_taken(self, name: str) -> bool:
        """Return True if a user in the room prevents another from joining as ``name``."""
        return self._name_index.is_taken(name)

    def join(self, member: M, join_options: JoinOptions) -> list[Effect[M]]:
        """Join ``member``: it receives the initial state, then the others are notified."""
        if member in self._members:
            return self._refuse(member, RejectionReason.ALREADY_JOINED, "You have already joined.")
        if self.is_taken(join_options.name):
            taken = f"The name {join_options.name} is already in use: choose another name."
            return self._refuse(member, RejectionReason.NAME_TAKEN, taken)
        self._members[member] = join_options.name
        self._join_options[member] = join_options
        self._name_index.add(member, join_options.name, join_options.is_extended)
        initial_effects = self._initial_effects(member, join_options)
        joined = UserJoined(join_options.name, self._clock())
        return [*initial_effects, Subscribe(member, joined, join_options.receives_own_join)]

    def send_message(self, member: M, text: str, client_id: str = "") -> list[Effect[M]]:
        """Send ``text`` to everyone, its sender included, or send the rejection to the sender
        alone (a text has 1 to 65,536 characters and is not blank)."""
        if len(text) > MAX_TEXT or not text or text.isspace():
            return self._refuse_text(member, text)
        said = PublicMessage(self._members[member], text, 0, client_id)
        return [said] if not self._typing else [*self._end_typing(member), said]

    def send_messages(self, member: M, texts: list[str]) -> list[PublicMessage] | None:
        """Return the public messages that result from ``texts``; None if there are other
        effects, so that each text must be processed by itself."""
        if self._typing:
            return None
        said: list[PublicMessage] = []
        name = self._members.get(member)
        if name is None:  # the member has left with a command
            return said
        for text in texts:
            if len(text) > MAX_TEXT or not text or text.isspace():
                return None
            said.append(PublicMessage(name, text))
        return said

    def handle(self, member: M, command: Command) -> list[Effect[M]]:
        """Return the effects of a command from a member of the room."""
        match command:
            case SendMessage(text, client_id):
                return self.send_message(member, text, client_id)
            case SendPrivateMessage(to, text, client_id):
                return self._send_private(member, to, text, client_id)
            case SetTyping(is_typing):
                return self._set_typing(member, is_typing)
            case ListUsers():
                return [SendUserList(member)]
            case ReadHistory(before, limit):
                return [SendHistory(member, self._query(member, before=before, limit=limit))]
            case PingRequest(nonce):
                return [SendToOne(PongReply(nonce, self._clock()), member)]
            case Leave():
                return [*self.leave(member), CloseConnection(member, CloseCode.NORMAL)]
            case Join() | InvalidCommand(RejectionReason.BAD_NAME):
                return self._refuse(
                    member, RejectionReason.ALREADY_JOINED, "You have already joined."
                )
            case InvalidCommand(why, sentence):
                return self._refuse(member, why, sentence)

    def leave(self, member: M) -> list[Effect[M]]:
        """Remove ``member`` and notify the remaining users; no effect if it is not in the room."""
        if member not in self._members:
            return []
        typing = self._end_typing(member)
        name = self._members.pop(member)
        del self._join_options[member]
        self._name_index.remove(member, name)
        return [*typing, Unsubscribe(member, UserLeft(name, self._clock()))]

    def announce(self, text: str) -> list[Effect[M]]:
        """Return the announcement of ``text``."""
        return [Announcement(text, self._clock())]

    @property
    def typing_ends(self) -> int | None:
        """Return when to call ``expire_typing`` next, in microseconds since the epoch; None for
        never."""
        ends = min(self._typing.values(), default=NEVER)
        return None if ends == NEVER else ends

    def expire_typing(self) -> list[Effect[M]]:
        """Clear the typing indicators whose time is over."""
        now = self._clock()
        over = [member for member, end in self._typing.items() if end <= now]
        return [effect for member in over for effect in self._end_typing(member)]

    def _initial_effects(self, member: M, join_options: JoinOptions) -> list[Effect[M]]:
        if not join_options.is_extended:
            return []
        since = join_options.since
        query = self._query(member, after=since, limit=NEWEST if since is None else None)
        welcome = Announcement(WELCOME, self._clock())
        return [SendToOne(welcome, member), SendHistory(member, query), SendUserList(member)]

    def _query(
        self, member: M, *, after: int | None = None, before: int | None = None, limit: int | None
    ) -> HistoryQuery:
        """Return the history query of ``member``; only authenticated users see private messages
        again."""
        join_options = self._join_options[member]
        return HistoryQuery(
            after, before, limit, join_options.name if join_options.is_authenticated else None
        )

    def _send_private(self, member: M, to: str, text: str, client_id: str) -> list[Effect[M]]:
        if len(text) > MAX_TEXT or not text or text.isspace():
            return self._refuse_text(member, text)
        name = composed(to)
        private_message = PrivateMessage(self._members[member], name, text, 0, client_id)
        hearers = self._name_index.of(name)
        if not hearers:
            refused = Rejected(RejectionReason.NO_SUCH_USER, _NOBODY, self._clock())
            return [
                RejectUnlessRepeated(member, private_message, refused)
                if client_id
                else SendToOne(refused, member)
            ]
        if member not in hearers:
            hearers = (*hearers, member)
        return [*self._end_typing(member), SendToSome(private_message, hearers)]

    def _set_typing(self, member: M, is_typing: bool) -> list[Effect[M]]:
        if not is_typing:
            return self._end_typing(member)
        seconds = self._rules.typing
        self._typing[member] = self._clock() + int(seconds * 1_000_000) if seconds else NEVER
        return [SendToOthers(TypingChanged(self._members[member], True), member)]

    def _end_typing(self, member: M) -> list[Effect[M]]:
        if self._typing.pop(member, None) is None:
            return []
        return [SendToOthers(TypingChanged(self._members[member], False), member)]

    def _refuse_text(self, member: M, text: str) -> list[Effect[M]]:
        if len(text) > MAX_TEXT:
            sentence = f"A message has at most {MAX_TEXT:,} characters; this has {len(text):,}."
            return self._refuse(member, RejectionReason.TOO_LONG, sentence)
        return self._refuse(member, RejectionReason.BAD_MESSAGE, "A message must not be blank.")

    def _refuse(self, member: M, why: RejectionReason, sentence: str) -> list[Effect[M]]:
        return [SendToOne(Rejected(why, sentence, self._clock()), member)]
