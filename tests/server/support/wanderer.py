"""A client that knows only docs/protocol.md, talks without end, and comes back when it is cut off.

It notes all it reads, over all its connections, and checks at once what one client can check: that
each id is larger than the one before, that a history after ``since`` goes on where the client was,
and that the people in the room are those in the list, with all later joins and leaves.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from server.ws.frames import CLOSE
from tests.server.support.chatting import Frame, Somebody
from tests.server.support.client_frames import masked
from tests.server.support.serving import knocking

BETWEEN = 0.02  # seconds between two messages, and between two attempts to connect
PATIENCE = 1.0  # seconds without an answer until an impatient client goes elsewhere
SWITCHING = 101  # HTTP status

Told = tuple[str, str, str]  # the id, the name and the text of a message


def limit_after(seconds: float) -> float:
    """Return the time of the loop's clock after so many seconds."""
    return asyncio.get_running_loop().time() + seconds


@dataclass
class Wanderer:
    """A client. One with ``sends_again`` sends each message until it comes back, with the same
    ``client_id``; others send each once, and note what became of it. One that ``is_patient`` waits
    for a server that stands still."""

    name: str
    ports: Callable[[], list[int]]
    sends_again: bool
    is_patient: bool
    session: str = ""
    told: list[Told] = field(default_factory=list, repr=False)
    confirmed: list[str] = field(default_factory=list, repr=False)
    refused: list[str] = field(default_factory=list, repr=False)
    faults: list[str] = field(default_factory=list)
    lately: list[Frame] = field(default_factory=list, repr=False)  # about people
    port: int | None = None  # of the server that it is connected to
    is_quiet: bool = False
    people: Counter[str] = field(default_factory=Counter, repr=False)
    lists: int = 0  # of people that it was sent
    _sent: int = 0
    _pending: str = ""  # the text of which it does not know what has become
    _is_unanswered: bool = False  # it must be sent again
    _somebody: Somebody | None = None
    _has_ended: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    # -- the connection

    async def live(self) -> None:
        """Connect, read and talk until ``end``."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._talk())
            while not self._has_ended.is_set():
                with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                    await self._visit()
                self.port, self._somebody = None, None
                if not self.sends_again:
                    self._pending = ""  # nobody knows what became of it
                await self._pause()

    def end(self) -> None:
        """End, after the last answer."""
        self._has_ended.set()
        if self._somebody is not None:
            self._somebody.peer.hang_up()

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_ended.wait(), BETWEEN)

    async def _visit(self) -> None:
        port = random.choice(self.ports())
        since = self.told[-1][0] if self.told else "0"
        path = f"/ws?since={since}&session={self.session}"
        async with asyncio.timeout(PATIENCE) as limit, knocking(port, path) as peer:
            if peer.status != SWITCHING:
                return
            somebody = Somebody(peer)
            somebody.send_message(type="join", nickname=self.name)
            while "close" not in (frame := await somebody.receive()):
                self._take(frame)
                if frame.get("type") == "error" and self.port is None:
                    return
                if frame.get("type") == "user_joined" and self.port is None:
                    self.port, self._somebody, self._is_unanswered = port, somebody, True
                is_bound = self.is_patient and self.port is not None
                limit.reschedule(None if is_bound else limit_after(PATIENCE))
                self._news.set()
            somebody.peer.send(masked(CLOSE))

    # -- what it reads

    def _take(self, frame: Frame) -> None:
        if frame.get("type") in ("users", "user_joined", "user_left"):
            self.lately = [*self.lately[-30:], frame]
        match frame.get("type"):  # none: a ping
            case "history":
                if not frame["complete"] and self.told:
                    self.faults.append(f"{self.name}: not complete")
                for each in frame["messages"]:
                    self._read(each)
            case "message":
                self._read(frame)
            case "users":
                self.lists += 1
                self._compare({user["nickname"]: user["connections"] for user in frame["users"]})
            case "user_joined":
                self.people[frame["nickname"]] += 1
                self._count(frame)
            case "user_left":
                self.people[frame["nickname"]] -= 1
                self._count(frame)
            case "error" if frame["code"] == "full" and self._pending:
                self._is_unanswered = self.sends_again
                if not self.sends_again:
                    self.refused.append(self._pending)
                    self._pending = ""

    def _read(self, frame: Frame) -> None:
        told = frame["id"], frame["nickname"], frame["content"]
        if not self.told or int(told[0]) > int(self.told[-1][0]):
            self.told.append(told)
        elif "client_id" not in frame or told not in self.told:  # no answer to a repetition
            self.faults.append(f"{self.name}: {told} came after {self.told[-1]}")
        if told[1] == self.name and told[2] == self._pending:
            self.confirmed.append(told[2])
            self._pending = ""

    def _compare(self, listed: dict[str, int]) -> None:
        if self.port is None:
            self.people = Counter(listed)
        elif listed != +self.people:
            self.faults.append(f"{self.name}: {listed} are here, and not {+self.people}")

    def _count(self, frame: Frame) -> None:
        if min(self.people.values()) < 0 or len(+self.people) != frame["user_count"]:
            self.faults.append(f"{self.name}: {frame}, but {self.people} were here")

    # -- what it says

    async def _talk(self) -> None:
        while not self._has_ended.is_set():
            if self._somebody is not None and self._pending and self._is_unanswered:
                self._say(self._somebody)
            elif self._somebody is not None and not self._pending and not self.is_quiet:
                self._sent += 1
                self._pending = f"{self.name} {self._sent}"
                self._say(self._somebody)
            await self._pause()

    def _say(self, somebody: Somebody) -> None:
        again = {"client_id": self._pending} if self.sends_again else {}
        somebody.send_message(type="message", content=self._pending, **again)
        self._is_unanswered = False

    def ask(self) -> None:
        """Ask who is here, if there is anybody to ask."""
        if self._somebody is not None:
            self._somebody.send_message(type="users")

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, of which this client has read."""
        while not is_so():
            self._news.clear()
            await self._news.wait()

    @property
    def is_settled(self) -> bool:
        """Return True if it is here, and has an answer to all it said."""
        return self.port is not None and not self._pending
