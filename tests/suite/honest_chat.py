"""A chat that keeps every law, and writes the journal that the suite would write of it.

Nothing in it happens at once: a handshake, a message and a hearing are each under way for as long
as the test says, as between real machines.
"""

from collections import deque
from dataclasses import dataclass, field

from harness.heard import Heard, Joined, Left, Message
from harness.journal import Ended, Leaving, Line, Said, Sent
from tests.suite.story import GOODBYE, LOST, Story

LET_IN, CLOSED, THROWN_OUT = "let in", "closed", "thrown out"  # what comes besides things heard
BYE, NONSENSE = "bye", "nonsense"  # what is sent besides texts


@dataclass
class Guest:
    """Somebody with a line; ``sent`` is on its way to the server, ``coming`` on its way back."""

    line: Line
    sent: deque[str] = field(default_factory=deque)
    coming: deque[Heard | str] = field(default_factory=deque)
    may_act: bool = False
    is_let_in: bool = False
    is_lost: bool = False
    talks_nonsense: bool = False


class HonestChat:
    """Every act is one small step of one guest, or of the server for that guest."""

    def __init__(self) -> None:
        self.story = Story()
        self.guests: list[Guest] = []
        self._in: list[Guest] = []
        self._texts = 0

    def knock(self, name: str = "") -> None:
        """The handshake begins of a new guest, whose name nobody else bears if none is given."""
        self.guests.append(Guest(self.story.knocks(name or f"Guest {len(self.guests) + 1}")))

    def let_in(self, guest: Guest) -> None:
        """The server answers the handshake; from now on the guest is in."""
        if not guest.is_let_in:
            guest.is_let_in = True
            self._tell(Joined(guest.line.name))
            self._in.append(guest)
            guest.coming.append(LET_IN)

    def say(self, guest: Guest) -> None:
        """The guest sends what nobody has said before."""
        if guest.may_act:
            self._texts += 1
            self.story.write(guest.line, Said(f"text {self._texts}"))
            guest.sent.append(f"text {self._texts}")

    def talk_nonsense(self, guest: Guest) -> None:
        """The guest sends what the server ends its line for; it may go on until it sees that."""
        if guest.may_act:
            self.story.write(guest.line, Sent(NONSENSE))
            guest.sent.append(NONSENSE)
            guest.talks_nonsense = True

    def leave(self, guest: Guest) -> None:
        """The guest sends its goodbye."""
        if guest.may_act and not guest.talks_nonsense:
            self.story.write(guest.line, Leaving(GOODBYE))
            guest.sent.append(BYE)
            guest.may_act = False

    def lose(self, guest: Guest) -> None:
        """The guest's line is reset, and what is under way on it is lost."""
        if guest.may_act and not guest.talks_nonsense:
            self.story.write(guest.line, Leaving(LOST))
            self.story.write(guest.line, Ended(1006, ""))
            guest.sent = deque([*list(guest.sent)[:1], BYE])
            guest.may_act, guest.is_lost = False, True

    def serve(self, guest: Guest) -> None:
        """The server handles the next thing that the guest sent."""
        if not guest.sent:
            return
        sent = guest.sent.popleft()
        if guest not in self._in:
            return
        if sent not in (BYE, NONSENSE):
            self._tell(Message(guest.line.name, sent))
        else:
            self._in.remove(guest)
            self._tell(Left(guest.line.name))
            guest.coming.append(CLOSED if sent == BYE else THROWN_OUT)

    def take(self, guest: Guest) -> None:
        """The next thing on its way to the guest arrives, if there is a line on which it can."""
        if guest.is_lost:
            guest.coming.clear()
        if not guest.coming:
            return
        thing = guest.coming.popleft()
        if thing == LET_IN:
            self.story.is_in(guest.line)
            guest.may_act = True
        elif thing == THROWN_OUT:
            self.story.write(guest.line, Ended(1002, ""))
            guest.may_act = False
        elif thing == CLOSED:
            self.story.write(guest.line, Ended(1000, ""))
        elif not isinstance(thing, str):
            self.story.hears(guest.line, thing)

    def settle(self) -> None:
        """All that is under way arrives."""
        for guest in self.guests:
            self.let_in(guest)
        for act, queue in ((self.serve, "sent"), (self.take, "coming")):
            for guest in self.guests:
                while getattr(guest, queue):
                    act(guest)

    def _tell(self, heard: Heard) -> None:
        for guest in self._in:
            guest.coming.append(heard)
