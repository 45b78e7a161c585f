"""A chat that keeps every law, and writes the journal that the suite would write of it.

Nothing in it happens at once: handshakes, messages and deliveries take as long as the test says, as
between real machines.
"""

from collections import Counter, deque
from dataclasses import dataclass, field

from alicebob.dialects.base import Dialect
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import (
    History,
    Message,
    Pong,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
    Welcome,
)
from alicebob.model.sent import ClientMessage, ListUsers, Ping, ReadHistory, SendMessage, SetTyping
from alicebob.record.journal import (
    BytesSent,
    Connection,
    Disconnected,
    Disconnecting,
    MessageSent,
    RequestSent,
)
from tests.alicebob.support.story import GOODBYE, LOST, Story

LET_IN, CLOSED, THROWN_OUT = "let in", "closed", "thrown out"  # sent to a guest besides events
BYE, INVALID_FRAMES = "bye", "nonsense"  # sent by a guest besides messages
AT_FIRST = 50  # messages in the first history


@dataclass
class Guest:
    """A guest; ``sent`` is on its way to the server, ``coming`` on its way back."""

    connection: Connection
    sent: deque[ClientMessage | str] = field(default_factory=deque)
    coming: deque[ReceivedEvent | str] = field(default_factory=deque)
    may_act: bool = False
    is_let_in: bool = False
    is_lost: bool = False
    is_typing: bool = False
    has_sent_invalid: bool = False

    @property
    def name(self) -> str:
        return self.connection.name

    @property
    def is_extended(self) -> bool:
        return self.connection.facts.is_extended


class HonestChat:
    """A chat whose methods are small steps of one guest, or of the server for that guest."""

    def __init__(self) -> None:
        self.story = Story()
        self.guests: list[Guest] = []
        self._in: list[Guest] = []
        self._texts = 0
        self._said: list[Message] = []
        self._ids = 0

    def try_connect(self, name: str = "", dialect: Dialect = PLAIN) -> None:
        """Begin the handshake of a new guest, by default with a unique name."""
        name = name or f"Guest {len(self.guests) + 1}"
        self.guests.append(Guest(self.story.connects(name, dialect=dialect)))

    def let_in(self, guest: Guest) -> None:
        """Let the server answer the handshake or the join message: the guest has joined."""
        if guest.is_let_in:
            return
        guest.is_let_in = True
        if guest.is_extended:
            past = History(tuple(self._said[-AT_FIRST:]), complete=True)
            guest.coming.extend([LET_IN, Welcome("Welcome!"), past, self._users()])
        else:
            guest.coming.append(LET_IN)
        self._in.append(guest)
        but = None if guest.connection.facts.receives_own_join else guest
        self._tell(UserJoined(guest.name, len(self._users().here)), but)

    def send_message(self, guest: Guest) -> None:
        """Send a new message of the guest."""
        if guest.may_act:
            self._texts += 1
            self.story.write(guest.connection, MessageSent(f"text {self._texts}"))
            guest.sent.append(SendMessage(f"text {self._texts}"))

    def send_private(self, guest: Guest) -> None:
        """Send a new private message of the guest to the guest who came last."""
        if guest.may_act and guest.is_extended:
            self._texts += 1
            client_message = SendMessage(f"text {self._texts}", to=self.guests[-1].name)
            self.story.write(
                guest.connection, MessageSent(client_message.text, to=client_message.to)
            )
            guest.sent.append(client_message)

    def type(self, guest: Guest) -> None:
        """Let the guest start typing, or go on."""
        self._ask(guest, SetTyping(True))

    def type_no_longer(self, guest: Guest) -> None:
        """Let the guest stop typing."""
        self._ask(guest, SetTyping(False))

    def ask_users(self, guest: Guest) -> None:
        """Let the guest request the user list."""
        self._ask(guest, ListUsers())

    def ask_history(self, guest: Guest) -> None:
        """Let the guest request the history before the last message."""
        before = self._said[-1].id if self._said else None
        self._ask(guest, ReadHistory(before, 3))

    def ping(self, guest: Guest) -> None:
        """Let the guest send a ping."""
        self._ask(guest, Ping("sign"))

    def _ask(
        self, guest: Guest, client_message: SetTyping | ListUsers | ReadHistory | Ping
    ) -> None:
        if guest.may_act and guest.is_extended:
            self.story.write(guest.connection, RequestSent(client_message))
            guest.sent.append(client_message)

    def send_invalid(self, guest: Guest) -> None:
        """Send invalid bytes, for which the server closes the connection; the guest may go on."""
        if guest.may_act:
            self.story.write(guest.connection, BytesSent(INVALID_FRAMES))
            guest.sent.append(INVALID_FRAMES)
            guest.has_sent_invalid = True

    def leave(self, guest: Guest) -> None:
        """Let the guest close the connection properly."""
        if guest.may_act and not guest.has_sent_invalid:
            self.story.write(guest.connection, Disconnecting(GOODBYE))
            guest.sent.append(BYE)
            guest.may_act = False

    def lose(self, guest: Guest) -> None:
        """Reset the guest's connection, and lose what is on its way."""
        if guest.may_act and not guest.has_sent_invalid:
            self.story.write(guest.connection, Disconnecting(LOST))
            self.story.write(guest.connection, Disconnected(1006, ""))
            guest.sent = deque([*list(guest.sent)[:1], BYE])
            guest.may_act, guest.is_lost = False, True

    def serve(self, guest: Guest) -> None:
        """Let the server handle the next frame of the guest."""
        if not guest.sent:
            return
        sent = guest.sent.popleft()
        if guest not in self._in:
            return
        if isinstance(sent, str):
            self._end_typing(guest)
            self._in.remove(guest)
            self._tell(UserLeft(guest.name, len(self._users().here)))
            guest.coming.append(CLOSED if sent == BYE else THROWN_OUT)
        else:
            self._serve_word(guest, sent)

    def _serve_word(self, guest: Guest, client_message: ClientMessage) -> None:
        match client_message:
            case SendMessage(text, None):
                self._end_typing(guest)
                self._said.append(Message(guest.name, text, self._next_id(), "now"))
                self._tell(self._said[-1])
            case SendMessage(text, str(to)):
                self._send_private(guest, to, text)
            case SetTyping(True):
                guest.is_typing = True
                self._tell(TypingChanged(guest.name, True), guest)
            case SetTyping(False):
                self._end_typing(guest)
            case ListUsers():
                guest.coming.append(self._users())
            case ReadHistory(before, limit):
                known = [m for m in self._said if before is None or int(m.id) < int(before)]
                guest.coming.append(History(tuple(known[-(limit or AT_FIRST) :]), complete=True))
            case Ping(nonce):
                guest.coming.append(Pong(nonce))

    def _send_private(self, guest: Guest, to: str, text: str) -> None:
        people = [other for other in self._in if other.name == to and other.is_extended]
        if not people:
            guest.coming.append(Rejected(RejectionReason.NO_SUCH_USER))
            return
        private = PrivateMessage(guest.name, to, text, self._next_id(), "now")
        for other in self._in:
            if other is guest or other in people:
                other.coming.append(private)

    def _end_typing(self, guest: Guest) -> None:
        if guest.is_typing:
            guest.is_typing = False
            self._tell(TypingChanged(guest.name, False), guest)

    def _next_id(self) -> str:
        self._ids += 1
        return str(self._ids)

    def _users(self) -> UserList:
        return UserList(tuple(Counter(guest.name for guest in self._in).items()))

    def take(self, guest: Guest) -> None:
        """Deliver the next frame to the guest, if the connection is open."""
        if guest.is_lost:
            guest.coming.clear()
        if not guest.coming:
            return
        thing = guest.coming.popleft()
        if thing == LET_IN:
            self.story.is_joined(guest.connection)
            guest.may_act = True
        elif thing == THROWN_OUT:
            self.story.write(guest.connection, Disconnected(1002, ""))
            guest.may_act = False
        elif thing == CLOSED:
            self.story.write(guest.connection, Disconnected(1000, ""))
        elif not isinstance(thing, str):
            self.story.hears(guest.connection, thing)

    def settle(self) -> None:
        """Deliver everything that is on its way."""
        for guest in self.guests:
            self.let_in(guest)
        for act, queue in ((self.serve, "sent"), (self.take, "coming")):
            for guest in self.guests:
                while getattr(guest, queue):
                    act(guest)

    def _tell(self, received: ReceivedEvent, but: Guest | None = None) -> None:
        for guest in self._in:
            if guest is not but and (guest.is_extended or not isinstance(received, TypingChanged)):
                guest.coming.append(received)
