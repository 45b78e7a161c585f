"""Model test: every store answers any sequence of calls as a naive store would."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from server.core.events import ChatMessage, PresentUser, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery
from server.store import sqlite_rooms
from server.store.base import DEDUP_WINDOW, Store, StoreUnavailable
from server.store.dedup import digest
from server.store.sqlite import SqliteStore
from tests.server.support.naive_store import Naive
from tests.server.support.store_kinds import KINDS, NOON, SECOND, HandClock

LIMIT, MOST_ROOMS = 3, 2
ROOMS = st.sampled_from(["lobby", "attic", "cellar"])
NAMES = st.sampled_from(["Alice", "Bob"])
IDS = st.sampled_from(["", "", "c-1", "c-2"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3)
MESSAGES: st.SearchStrategy[ChatMessage] = st.builds(
    PublicMessage, name=NAMES, text=TEXTS, client_id=IDS
) | st.builds(PrivateMessage, name=NAMES, to=NAMES, text=TEXTS, client_id=IDS)


class Brokers(RuleBasedStateMachine):
    """One store beside the naive one."""

    kind = ""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.store = self.made()
        self.naive = Naive(LIMIT, MOST_ROOMS, NOON)
        self.sequences = [NOON]

    def made(self) -> Store:
        with patch.object(sqlite_rooms, "_LEAST_TRIMMED", 2):
            return KINDS[self.kind](Path(self.folder.name), LIMIT, MOST_ROOMS, self.clock)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(room=ROOMS, batch=st.lists(MESSAGES, min_size=1, max_size=5))
    def send_message(self, room: str, batch: list[ChatMessage]) -> None:
        if not self.naive.people.get(room):
            self.enter(room, "Alice")  # nobody speaks in a room without being there
        is_new = room not in self.naive.kept
        for message in batch:
            kept = self.store.append(room, replace(message))
            expected = self.naive.append(room, message, self.clock.now)
            if kept is None:  # it repeats an id with another content, and the first one is gone
                assert digest(expected) != digest(message)
                assert expected not in self.naive.read_history(room, HistoryQuery())
            else:
                assert kept == expected
            self.sequences.append(expected.sequence)
        self.store.commit()
        if is_new:
            self.naive.make_space()

    @precondition(lambda self: self.kind == "sqlite")
    @rule(room=ROOMS, message=MESSAGES)
    def say_in_vain(self, room: str, message: ChatMessage) -> None:
        assert isinstance(self.store, SqliteStore)
        self.store.tables.execute("PRAGMA query_only = 1")
        self.store.append(room, replace(message))
        with suppress(StoreUnavailable):  # a repetition needs not be kept
            self.store.commit()
        self.store.tables.execute("PRAGMA query_only = 0")
        self.store.commit()
        self.naive.last = self.store.last

    @precondition(lambda self: self.kind == "sqlite")
    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = self.made()
        last = max([NOON, *(said.sequence for _, said in self.naive.said)])
        self.naive.restart(self.clock.now, last)

    @rule(later=st.sampled_from([1, SECOND, DEDUP_WINDOW // 2, DEDUP_WINDOW]))
    def wait(self, later: int) -> None:
        self.clock.now += later

    @rule(room=ROOMS, name=NAMES)
    def enter(self, room: str, name: str) -> None:
        people = self.naive.people.setdefault(room, [])
        people.append(name)
        assert self.store.enter(room, name) == len(set(people))

    @rule(room=ROOMS, name=NAMES)
    def leave(self, room: str, name: str) -> None:
        people = self.naive.people.setdefault(room, [])
        if people.count(name) > 1:
            people.reverse()  # their first coming is what counts
            people.remove(name)
            people.reverse()
        elif name in people:
            people.remove(name)
        assert self.store.leave(room, name) == len(set(people))

    @rule(
        room=ROOMS,
        after=st.none() | st.integers(0, 40),
        before=st.none() | st.integers(0, 40),
        limit=st.none() | st.integers(0, 4),
        reader=st.none() | NAMES,
    )
    def read_history(
        self,
        room: str,
        after: int | None,
        before: int | None,
        limit: int | None,
        reader: str | None,
    ) -> None:
        query = HistoryQuery(self._near(after), self._near(before), limit, reader)
        select_history = self.store.read_history(room, query)
        assert list(select_history.messages) == self.naive.read_history(room, query)
        if select_history.is_complete:
            assert list(select_history.messages) == self.naive.asked(room, query)
        if self.naive.is_whole(room) and (query.after or NOON) >= NOON:
            assert select_history.is_complete

    @invariant()
    def here(self) -> None:
        for room in ("lobby", "attic", "cellar"):
            people = tuple(PresentUser(*each) for each in self.naive.here(room))
            assert tuple(self.store.here(room)) == people

    def _near(self, number: int | None) -> int | None:
        """Draw an existing sequence number, or one next to it."""
        if number is None:
            return None
        return self.sequences[-1 - number // 3 % len(self.sequences)] + number % 3 - 1


class MemoryMachine(Brokers):
    kind = "memory"


class SqliteMachine(Brokers):
    kind = "sqlite"


TestMemory = MemoryMachine.TestCase
TestMemory.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestSqlite = SqliteMachine.TestCase
TestSqlite.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
