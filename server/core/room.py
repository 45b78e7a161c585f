"""The rules of a room, pure: commands go in, effects come out.

No socket, no JSON; the clock is passed in. A member is any value by which the caller identifies
members; two members may share one name.
"""

from typing import Generic

from server.core.clock import Clock, monotonic
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
from server.core.rules import MAX_TEXT, NEWEST, WELCOME, JoinOptions, Rules
from server.ws.close_codes import CloseCode

NOBODY = "No connected user with this name supports private messages."
NEVER = 2**63  # microseconds


class Room(Generic[M]):
    """One room: its members, and the effects of their commands."""

    __slots__ = (
        "_authenticated",
        "_name_index",
        "clock",
        "elapsed",
        "members",
        "rules",
        "typing_until",
    )

    def __init__(self, rules: Rules, clock: Clock, elapsed: Clock = monotonic) -> None:
        """Create an empty room; ``clock`` gives the time of events, ``elapsed`` measures
        durations."""
        self.rules = rules
        self.clock = clock
        self.elapsed = elapsed
        self.members: dict[M, str] = {}  # with their names
        self._authenticated: set[M] = set()
        self._name_index: NameIndex[M] = NameIndex(rules.unique_names, not rules.is_shared)
        self.typing_until: dict[M, int] = {}  # by ``elapsed``

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, member: M) -> bool:
        return member in self.members

    @property
    def names(self) -> set[str]:
        """Return the names of the users in the room: two members of one name are one user."""
        return set(self.members.values())

    def is_taken(self, name: str, gives_way: M | None = None) -> bool:
        """Return True if a user in the room prevents another from joining as ``name``; the member
        that ``gives_way`` does not."""
        freed = None if gives_way is None else self.members.get(gives_way)
        return self._name_index.is_taken(name, freed)

    def join(self, member: M, join_options: JoinOptions) -> list[Effect[M]]:
        """Join ``member``: it receives the initial state, then the others are notified."""
        if member in self.members:
            return self.reject(member, RejectionReason.ALREADY_JOINED, "You have already joined.")
        if self.is_taken(join_options.name):
            taken = f"The name {join_options.name} is already in use: choose another name."
            return self.reject(member, RejectionReason.NAME_TAKEN, taken)
        self.members[member] = join_options.name
        if join_options.is_authenticated:
            self._authenticated.add(member)
        self._name_index.add(member, join_options.name, join_options.is_extended)
        initial_effects = self._initial_effects(member, join_options)
        joined = UserJoined(join_options.name, self.clock())
        return [*initial_effects, Subscribe(member, joined, join_options.receives_own_join)]

    def send_message(self, member: M, text: str, client_id: str = "") -> list[Effect[M]]:
        """Send ``text`` to everyone, its sender included, or send the rejection to the sender
        alone (a text has 1 to 65,536 characters and is not blank)."""
        if len(text) > MAX_TEXT or not text or text.isspace():
            return self.reject_text(member, text)
        said = PublicMessage(self.members[member], text, 0, client_id)
        return [said] if not self.typing_until else [*self.end_typing(member), said]

    def send_messages(self, member: M, texts: list[str]) -> list[PublicMessage] | None:
        """Return the public messages that result from ``texts``; None if there are other
        effects, so that each text must be processed by itself."""
        if self.typing_until:
            return None
        said: list[PublicMessage] = []
        name = self.members.get(member)
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
                return self.send_private(member, to, text, client_id)
            case SetTyping(is_typing):
                return self.set_typing(member, is_typing)
            case ListUsers():
                return [SendUserList(member)]
            case ReadHistory(before, limit):
                return [SendHistory(member, self.query(member, before=before, limit=limit))]
            case PingRequest(nonce):
                return [SendToOne(PongReply(nonce, self.clock()), member)]
            case Leave():
                return [*self.leave(member), CloseConnection(member, CloseCode.NORMAL)]
            case Join() | InvalidCommand(RejectionReason.BAD_NAME):
                return self.reject(
                    member, RejectionReason.ALREADY_JOINED, "You have already joined."
                )
            case InvalidCommand(why, sentence):
                return self.reject(member, why, sentence)

    def leave(self, member: M) -> list[Effect[M]]:
        """Remove ``member`` and notify the remaining users; no effect if it is not in the room."""
        if member not in self.members:
            return []
        typing = self.end_typing(member)
        name = self.members.pop(member)
        self._authenticated.discard(member)
        self._name_index.remove(member, name)
        return [*typing, Unsubscribe(member, UserLeft(name, self.clock()))]

    def announce(self, text: str) -> list[Effect[M]]:
        """Return the announcement of ``text``."""
        return [Announcement(text, self.clock())]

    @property
    def typing_ends(self) -> int | None:
        """Return when to call ``expire_typing`` next, by ``elapsed``; None for never."""
        ends = min(self.typing_until.values(), default=NEVER)
        return None if ends == NEVER else ends

    def expire_typing(self) -> list[Effect[M]]:
        """Clear the typing indicators whose time is over."""
        now = self.elapsed()
        over = [member for member, end in self.typing_until.items() if end <= now]
        return [effect for member in over for effect in self.end_typing(member)]

    def _initial_effects(self, member: M, join_options: JoinOptions) -> list[Effect[M]]:
        if not join_options.is_extended:
            return []
        since = join_options.since
        # 0 is the cursor of a client that knows no message: it has missed all there are.
        query = self.query(member, after=since or None, limit=NEWEST if since is None else None)
        welcome = Announcement(WELCOME, self.clock())
        history = SendHistory(member, query, is_first=True)
        return [SendToOne(welcome, member), history, SendUserList(member)]

    def query(
        self, member: M, *, after: int | None = None, before: int | None = None, limit: int | None
    ) -> HistoryQuery:
        """Return the history query of ``member``; only authenticated users see private messages
        again."""
        reader = self.members[member] if member in self._authenticated else None
        return HistoryQuery(after, before, limit, reader)

    def send_private(self, member: M, to: str, text: str, client_id: str) -> list[Effect[M]]:
        """Send ``text`` to the users named ``to`` and its sender, or reject it."""
        if len(text) > MAX_TEXT or not text or text.isspace():
            return self.reject_text(member, text)
        name = composed(to)
        private_message = PrivateMessage(self.members[member], name, text, 0, client_id)
        if self.rules.is_shared:  # who has that name is decided where all nodes are known
            return [*self.end_typing(member), SendToSome(private_message, ())]
        receivers = self._name_index.of(name)
        if not receivers:
            rejected = Rejected(RejectionReason.NO_SUCH_USER, NOBODY, self.clock())
            return [
                RejectUnlessRepeated(member, private_message, rejected)
                if client_id
                else SendToOne(rejected, member)
            ]
        if member not in receivers:
            receivers = (*receivers, member)
        return [*self.end_typing(member), SendToSome(private_message, receivers)]

    def set_typing(self, member: M, is_typing: bool) -> list[Effect[M]]:
        """Notify the others that ``member`` is typing, or no longer is."""
        if not is_typing:
            return self.end_typing(member)
        seconds = self.rules.typing
        self.typing_until[member] = self.elapsed() + int(seconds * 1_000_000) if seconds else NEVER
        return [SendToOthers(TypingChanged(self.members[member], True), member)]

    def end_typing(self, member: M) -> list[Effect[M]]:
        """Clear the typing indicator of ``member``; no effect without one."""
        if self.typing_until.pop(member, None) is None:
            return []
        return [SendToOthers(TypingChanged(self.members[member], False), member)]

    def reject_text(self, member: M, text: str) -> list[Effect[M]]:
        """Reject a text that is too long or blank."""
        if len(text) > MAX_TEXT:
            sentence = f"A message has at most {MAX_TEXT:,} characters; this has {len(text):,}."
            return self.reject(member, RejectionReason.TOO_LONG, sentence)
        return self.reject(member, RejectionReason.BAD_MESSAGE, "A message must not be blank.")

    def reject(self, member: M, why: RejectionReason, sentence: str) -> list[Effect[M]]:
        """Return the rejection of a command of ``member``."""
        return [SendToOne(Rejected(why, sentence, self.clock()), member)]
