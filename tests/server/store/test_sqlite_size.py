"""The size of a history file is limited: the largest rooms give up their oldest messages."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from server.core.events import PublicMessage
from server.core.history_query import HistoryQuery
from server.store.base import StoreUnavailable
from server.store.sqlite import SqliteStore
from tests.server.support.history_files import ROOT, written_by
from tests.server.support.store_kinds import HandClock, append, is_complete, send_message, texts

MIB = 1024 * 1024
ABOVE = 16 * MIB  # by which the file and its log may exceed the limit
KILLED = """
import os, signal, sys
from server.store.sqlite import SqliteStore
from server.store.sqlite_schema import HistoryTables
calls = 0
def killed(tables, *rest, sound=getattr(HistoryTables, sys.argv[2])):
    global calls
    calls += 1
    if calls == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return sound(tables, *rest)
setattr(HistoryTables, sys.argv[2], killed)
SqliteStore(sys.argv[1], 100_000, 100, most_bytes=1024 * 1024).close()
"""


class Limited:
    """Opens a history of limited size again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock()
        self.store = self.opened(MIB)

    def opened(self, most_bytes: int, most_rooms: int = 1_000) -> SqliteStore:
        return SqliteStore(
            self.path, 100_000, most_rooms, self.clock, self.clock, most_bytes=most_bytes
        )

    def restart(self, most_bytes: int = MIB, most_rooms: int = 1_000) -> SqliteStore:
        self.store.close()
        self.store = self.opened(most_bytes, most_rooms)
        return self.store

    def fill(self, count: int, size: int = 1_000, room: str = "lobby") -> list[int]:
        """Send numbered messages, ten in a batch; return their sequence numbers."""
        sequences = []
        for number in range(count):
            said = PublicMessage("Alice", f"{number} ".ljust(size, "x"))
            self.store.append(room, said)
            if number % 10 == 9:
                self.store.commit()
            sequences.append(said.sequence)
        self.store.commit()
        return sequences

    def numbers(self, room: str = "lobby") -> list[int]:
        return [int(text.split()[0]) for text in texts(self.store, room=room)]

    def assert_known(self) -> None:
        """Check that the store knows of each room what the file has."""
        assert dict(self.store.kept_rooms.rooms) == self.store.tables.rooms()

    @property
    def size(self) -> int:
        """The bytes of the file and its log."""
        return sum(file.stat().st_size for file in self.path.parent.iterdir())

    def pages(self) -> tuple[int, int]:
        """Return the number of pages, and of the free ones."""
        execute = self.store.tables.execute
        count: int = execute("PRAGMA page_count").fetchone()[0]
        free: int = execute("PRAGMA freelist_count").fetchone()[0]
        return count, free


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Limited]:
    limited = Limited(tmp_path / "chat.db")
    yield limited
    limited.store.close()


def test_the_newest_messages_stay_within_the_limit(limited: Limited) -> None:
    sequences = limited.fill(3_000)
    numbers = limited.numbers()
    assert numbers == list(range(3_000 - len(numbers), 3_000))
    assert 300 < len(numbers) < 900
    limited.assert_known()
    assert not is_complete(limited.store)
    last_lost = sequences[-len(numbers) - 1]
    assert is_complete(limited.store, HistoryQuery(after=last_lost))
    assert not is_complete(limited.store, HistoryQuery(after=last_lost - 1))
    limited.restart()
    assert limited.numbers() == numbers
    assert not is_complete(limited.store, HistoryQuery(after=last_lost - 1))
    assert limited.size <= MIB


def test_the_largest_room_gives_up_its_messages_first(limited: Limited) -> None:
    limited.fill(100, room="attic")
    limited.fill(3_000)
    assert limited.numbers("attic") == list(range(100))
    assert is_complete(limited.store, room="attic")
    assert not is_complete(limited.store)
    limited.restart()
    assert limited.numbers("attic") == list(range(100))


def test_the_file_is_limited_whatever_is_sent(limited: Limited) -> None:
    chance = random.Random(1)
    for _ in range(25):
        for _ in range(100):
            room = f"room-{chance.randrange(40)}" if chance.random() < 0.5 else "lobby"
            text = chance.choice(["x", "x" * 1_900, "\U0001f389" * 525, "é" * 4_000, "x" * 60_000])
            limited.store.append(room, PublicMessage("Alice", text))
        limited.store.commit()
        assert limited.size <= MIB + ABOVE
    limited.assert_known()
    limited.restart()
    assert limited.size <= MIB


def test_texts_that_are_larger_than_the_limit_are_forgotten_soon(limited: Limited) -> None:
    for number in range(40):
        append(limited.store, PublicMessage("Alice", "\U0001f389" * 65_000), f"room-{number}")
    shown = [room for room in range(40) if texts(limited.store, room=f"room-{room}")]
    assert 0 < len(shown) < 10
    assert not is_complete(limited.store, room="room-0")
    limited.restart()
    assert not is_complete(limited.store, room="room-0")
    assert limited.size <= MIB


def test_a_batch_as_large_as_the_limit_costs_a_small_room_nothing(limited: Limited) -> None:
    limited.fill(10, room="attic")
    for _ in range(10):
        for _ in range(10):
            limited.store.append("lobby", PublicMessage("Alice", "\U0001f389" * 60_000))
        limited.store.commit()
        assert limited.size <= MIB + ABOVE
    assert limited.numbers("attic") == list(range(10))


def test_with_a_lower_limit_the_file_shrinks(limited: Limited) -> None:
    limited.restart(16 * MIB)
    limited.fill(5_000)
    limited.fill(20, room="attic")
    assert limited.store.kept_rooms.rooms["lobby"].count == 5_000
    limited.restart()
    assert limited.size <= MIB
    assert limited.numbers("attic") == list(range(20))
    numbers = limited.numbers()
    assert numbers == list(range(5_000 - len(numbers), 5_000))
    assert len(numbers) > 300
    assert not is_complete(limited.store)


def test_an_older_history_is_brought_within_the_limit(tmp_path: Path) -> None:
    written_by(2, tmp_path / "chat.db", 20_000)
    limited = Limited(tmp_path / "chat.db")
    assert limited.size <= MIB
    assert limited.numbers()[-1] == 20_000
    assert not is_complete(limited.store)
    limited.store.close()


@pytest.mark.parametrize("step", ["trim", "lose", "give_back", "empty_log"])
def test_a_kill_while_the_file_shrinks_loses_no_more(limited: Limited, step: str) -> None:
    limited.restart(16 * MIB)
    limited.fill(5_000)
    limited.store.close()
    for calls in (1, 2, 3):
        command = [sys.executable, "-c", KILLED, str(limited.path), step, str(calls)]
        killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert killed.returncode in ((-9,) if calls == 1 else (-9, 0)), killed.stderr
    with closing(sqlite3.connect(limited.path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    limited.store = limited.opened(MIB)
    numbers = limited.numbers()
    assert numbers == list(range(5_000 - len(numbers), 5_000))
    assert len(numbers) > 300
    assert not is_complete(limited.store)
    assert limited.size <= MIB


def test_free_pages_are_given_back_a_few_at_a_time(limited: Limited) -> None:
    limited.restart(16 * MIB, most_rooms=2)
    limited.fill(5_000)
    counts = [limited.pages()[0]]
    send_message(limited.store, "hi", "attic")
    send_message(limited.store, "hi", "cellar")  # for it, the lobby goes
    for size in (200_000, *[1] * 20):  # the file is looked at after so much
        send_message(limited.store, "x" * size, "attic")
        counts.append(limited.pages()[0])
    assert max(a - b for a, b in pairwise(counts)) <= 130  # 2 point to others
    assert counts[-1] < counts[0] // 2


def test_a_limit_that_cannot_be_kept_stores_nothing_more(limited: Limited) -> None:
    limited.fill(600)
    limited.store.tables.execute("PRAGMA query_only = 1")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="cannot be written to"):
            limited.fill(200)
    limited.store.tables.execute("PRAGMA query_only = 0")
    numbers = limited.numbers()
    assert numbers == list(range(600 - len(numbers), 600))
    send_message(limited.store, "1000")
    assert limited.numbers()[-1] == 1_000


@pytest.mark.parametrize(
    "size", ["0", "-9000000000000000000", "9000000000000000000", "'many'", "x''"]
)
def test_absurd_sizes_end_in_a_sentence_at_most(limited: Limited, size: str) -> None:
    limited.restart(16 * MIB)
    limited.fill(2_000)
    limited.store.tables.execute(f"UPDATE messages SET size = {size}")
    limited.restart()
    with suppress(StoreUnavailable):
        limited.fill(2_000)
    assert not is_complete(limited.store, HistoryQuery(after=0))


def test_a_message_is_recognised_although_it_is_forgotten(limited: Limited) -> None:
    first = append(limited.store, PublicMessage("Alice", "hi", 0, "c-1"))
    limited.fill(3_000)
    assert 0 not in limited.numbers()
    again = limited.store.append("lobby", PublicMessage("Alice", "hi", 0, "c-1"))
    assert again == first


def test_messages_that_are_only_hidden_are_given_up_first(tmp_path: Path) -> None:
    clock = HandClock()
    path = tmp_path / "chat.db"
    with closing(SqliteStore(path, 10, 10, clock, clock, most_bytes=MIB)) as store:
        for number in range(2_000):
            append(store, PublicMessage("Alice", f"{number} ".ljust(1_000), 0, str(number)))
        send_message(store, "quiet", "attic")
        assert len(texts(store)) == 10
        rows = store.tables.execute("SELECT count(*) FROM messages").fetchone()[0]
        assert 100 < rows < 1_000
        assert texts(store, room="attic") == ["quiet"]
        assert dict(store.kept_rooms.rooms) == store.tables.rooms()
