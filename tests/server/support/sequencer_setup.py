"""A broker that takes as long as a test wants, and an order whose deliveries are written down."""

import asyncio
import threading
from pathlib import Path

from server.chat.sequencer import BatchedOrder
from server.core.effects import Delivery, Recall, ToOne
from server.core.events import Message, Recalled, Said, Whispered
from server.core.history_query import Query
from server.store.sqlite import SqliteBroker

DEADLINE = 10.0  # seconds; only a broken order ever gets there


class Gated(SqliteBroker):
    """Keeps nothing while its gate is closed; counts what it kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "chat.db", 1_000, 100)
        self.gate = threading.Event()
        self.gate.set()
        self.knocked = threading.Event()  # somebody stands before the gate
        self.commits = 0
        self.kept = threading.Event()
        self.kept_places: set[int] = set()

    def commit(self) -> None:
        self.knocked.set()
        assert self.gate.wait(DEADLINE)
        places = {message.place for staged in self._staged.values() for message in staged}
        super().commit()
        self.kept_places |= places
        self.commits += 1
        self.kept.set()

    def breaks(self, is_broken: bool) -> None:
        """From now on the file refuses every change, or takes them again."""
        self._tables._execute(f"PRAGMA query_only = {int(is_broken)}")


class Stage:
    """An order, and what it delivered; ``early`` are texts that were delivered before kept."""

    def __init__(self, folder: Path) -> None:
        self.broker = Gated(folder)
        self.delivered: list[tuple[str, Delivery[str]]] = []
        self.early: list[str] = []
        self.order: BatchedOrder[str] = BatchedOrder(self.broker, self._deliver)

    def _deliver(self, room: str, deliveries: list[Delivery[str]]) -> None:
        self.delivered += [(room, delivery) for delivery in deliveries]
        said = [each for each in deliveries if isinstance(each, Said)]
        self.early += [each.text for each in said if each.place not in self.broker.kept_places]

    def say(self, text: str, room: str = "lobby", member: str = "Alice") -> Said:
        said = Said(member, text)
        self.order.submit(room, member, [said])
        return said

    def recall(self, query: Query, room: str = "lobby", member: str = "Bob") -> None:
        self.order.submit(room, member, [Recall(member, query)])

    async def drained(self) -> list[tuple[str, Delivery[str]]]:
        """What was delivered, when all is."""
        await asyncio.wait_for(self.order.drained(), DEADLINE)
        return self.delivered

    async def held(self) -> None:
        """Returns when the broker is busy with what was submitted so far, and cannot go on."""
        self.broker.gate.clear()
        self.broker.knocked.clear()
        self.say("held", "elsewhere", "Zoe")
        assert await asyncio.to_thread(self.broker.knocked.wait, DEADLINE)

    def recalled(self) -> list[tuple[list[str], bool]]:
        """What people were told of the past."""
        told = [each.event for _, each in self.delivered if isinstance(each, ToOne)]
        return [
            ([message.text for message in event.messages], event.is_complete)
            for event in told
            if isinstance(event, Recalled)
        ]


def texts(delivered: list[tuple[str, Delivery[str]]]) -> list[str]:
    """What was said to all."""
    return [each.text for _, each in delivered if isinstance(each, Said)]


def whispered(text: str, client_id: str = "") -> Message:
    return Whispered("Alice", "Bob", text, 0, client_id)
