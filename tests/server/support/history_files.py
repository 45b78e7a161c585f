"""History files in every state, and the messages of rejected ones."""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from server.core.events import PublicMessage
from server.store.base import InvalidHistoryFile
from server.store.sqlite import SqliteStore
from tests.server.support.store_kinds import NOON, HandClock

ROOT = Path(__file__).parents[3]
KILLED = """
import os, sys
from server.store.sqlite import SqliteStore
from server.core.events import PublicMessage
store = SqliteStore(sys.argv[1], 1000, 100)
for number in range(int(sys.argv[2])):
    store.append("lobby", PublicMessage("Alice", f"{number} " + "x" * 500))
    if number % 10 == 0:
        store.commit()
store.commit()
print("kept", flush=True)
sys.stdin.read()
os._exit(1)
"""


def opened(path: Path) -> SqliteStore:
    return SqliteStore(path, 1_000, 100, HandClock())


def written(path: Path) -> None:
    """A history with some talk in it, closed."""
    store = opened(path)
    for number in range(1_000):
        store.append("lobby", PublicMessage("Alice", f"{number} " + "x" * 500))
    store.commit()
    store.close()


def written_by(version: int, path: Path, messages: int = 1_000) -> None:
    """A history with some talk in the room "lobby", as an earlier version of the server left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        at = ", at INTEGER" if version > 1 else ""
        file.executescript(f"""
            BEGIN;
            CREATE TABLE messages (place INTEGER PRIMARY KEY, room TEXT NOT NULL,
                name TEXT NOT NULL, addressee TEXT, client_id TEXT NOT NULL,
                text TEXT NOT NULL{at});
            CREATE INDEX messages_by_room ON messages (room);
            CREATE TABLE lost (room TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE life (born INTEGER NOT NULL, unknown INTEGER NOT NULL);
            INSERT INTO life VALUES ({NOON}, {NOON});
            PRAGMA application_id = {0x416C426F};
            PRAGMA user_version = {version};
            COMMIT;
            PRAGMA journal_mode = WAL;
        """)
        columns = "place, room, name, client_id, text"
        said = (
            (NOON + number, "lobby", "Alice", "", f"{number} " + "x" * 500)
            for number in range(1, messages + 1)
        )
        file.execute("BEGIN")
        file.executemany(f"INSERT INTO messages ({columns}) VALUES (?, ?, ?, ?, ?)", said)
        file.execute("COMMIT")


@contextmanager
def serving(path: Path, messages: int = 10) -> Iterator[None]:
    """Another server keeps some messages and holds the history; at the end it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(messages)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"kept\n"
        yield
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def killed(path: Path, messages: int = 10) -> None:
    """A history whose server was killed: a part of it stands in a second file."""
    with serving(path, messages):
        pass


def fingerprints(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def refusal(path: Path, folder: Path) -> str:
    """Return the reason for which the history is rejected; nothing in its folder may change."""
    before = fingerprints(folder)
    with pytest.raises(InvalidHistoryFile) as refused:
        opened(path)
    assert fingerprints(folder) == before
    return str(refused.value)


def assert_tells(sentence: str, path: Path, *parts: str) -> None:
    assert str(path) in sentence
    assert all(part in sentence for part in parts), sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
