"""A store that is as slow as a test wants, and a sequencer whose effects are recorded."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from server.chat.batching_sequencer import BatchingSequencer
from server.chat.sequencer import SequencerCallbacks, flush_soon
from server.core.effects import Effect, SendConfirmed, SendHistory, SendToOne
from server.core.events import ChatMessage, History, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery
from server.store.sqlite import SqliteStore
from server.ws.write_batch import Flushable

DEADLINE = 10.0  # seconds; only a broken order ever gets there


class Gated(SqliteStore):
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
        sequences = {message.sequence for staged in self.staged.values() for message in staged}
        super().commit()
        self.kept_places |= sequences
        self.commits += 1
        self.kept.set()

    def breaks(self, is_broken: bool) -> None:
        """Make the file reject every change, or accept changes again."""
        self.tables.execute(f"PRAGMA query_only = {int(is_broken)}")


class SequencerSetup:
    """An order, and what it delivered; ``early`` are texts that were delivered before kept."""

    def __init__(self, folder: Path, gather: Callable[[Flushable], None] = flush_soon) -> None:
        self.store = Gated(folder)
        self.delivered: list[tuple[str, Effect[str]]] = []
        self.early: list[str] = []
        self.gone: set[str] = set()
        self.poisoned: set[str] = set()  # rooms whose effects cannot be delivered
        self.answers: dict[str, list[str]] = {}  # what Alice says when a text is delivered
        self.busy: list[tuple[str, bool]] = []
        self.with_space: list[str] = []  # rooms that were crowded
        self.sequencer: BatchingSequencer[str] = BatchingSequencer(
            self.store,
            SequencerCallbacks(
                self._apply_effect,
                self.is_connected,
                on_busy=lambda member, is_busy: self.busy.append((member, is_busy)),
                on_space=self.with_space.append,
                gather=gather,
            ),
        )

    def is_connected(self, member: str) -> bool:
        return member not in self.gone

    def _apply_effect(self, room: str, effects: list[Effect[str]]) -> None:
        if room in self.poisoned:
            raise OverflowError("an absurd time")
        self.delivered += [(room, effect) for effect in effects]
        said = [each for each in effects if isinstance(each, PublicMessage)]
        for each in said:
            for text in self.answers.get(each.text, []):
                self.send_message(text)
        self.early += [each.text for each in said if each.sequence not in self.store.kept_places]

    def send_message(self, text: str, room: str = "lobby", member: str = "Alice") -> PublicMessage:
        said = PublicMessage(member, text)
        self.sequencer.submit(room, member, [said])
        return said

    def read_history(self, query: HistoryQuery, room: str = "lobby", member: str = "Bob") -> None:
        self.sequencer.submit(room, member, [SendHistory(member, query)])

    async def drained(self) -> list[tuple[str, Effect[str]]]:
        """Return all applied effects once the sequencer is drained."""
        await asyncio.wait_for(self.sequencer.drained(), DEADLINE)
        return self.delivered

    async def held(self) -> None:
        """Wait until the store is busy with the submissions so far and blocked."""
        self.store.gate.clear()
        self.store.knocked.clear()
        self.send_message("held", "elsewhere", "Zoe")
        assert await asyncio.to_thread(self.store.knocked.wait, DEADLINE)

    def select_history(self) -> list[tuple[list[str], bool]]:
        """Return the histories that were sent."""
        told = [each.event for _, each in self.delivered if isinstance(each, SendToOne)]
        return [
            ([message.text for message in event.messages], event.is_complete)
            for event in told
            if isinstance(event, History)
        ]


def texts(delivered: list[tuple[str, Effect[str]]]) -> list[str]:
    """Return the public messages, confirmed ones, too."""
    said = [each.message if isinstance(each, SendConfirmed) else each for _, each in delivered]
    return [each.text for each in said if isinstance(each, PublicMessage)]


def private_message(text: str, client_id: str = "") -> ChatMessage:
    return PrivateMessage("Alice", "Bob", text, 0, client_id)
