"""A history of an earlier version is brought up to date, and nothing of it is ever lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from server.core.history_query import HistoryQuery
from server.store import sqlite_version
from server.store.sqlite import SqliteStore
from tests.server.support.history_files import ROOT, opened, written_by
from tests.server.support.store_kinds import is_complete, send_message, texts

NUMBERS = [str(number) for number in range(1, 1_001)]
KILLED = """
import os, signal, sqlite3, sys
from server.store import sqlite_open
from server.store.sqlite import SqliteStore
step, calls = getattr(sqlite_open, sys.argv[2]), 0
def killed_during(connection, *rest):
    def count():
        global calls
        calls += 1
        if calls == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    connection.set_progress_handler(count, 100)
    step(connection, *rest)
    connection.set_progress_handler(None, 0)
setattr(sqlite_open, sys.argv[2], killed_during)
SqliteStore(sys.argv[1], 1000, 100).close()
"""
FULL = """
import resource, sys
from server.store.sqlite import SqliteStore
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
store = SqliteStore(sys.argv[1], 1000, 100)
store.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chat.db"


def run(program: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def value(path: Path, pragma: str) -> int:
    with closing(sqlite3.connect(path)) as file:
        found: int = file.execute(f"PRAGMA {pragma}").fetchone()[0]
        return found


def numbers(store: SqliteStore) -> list[str]:
    return [text.split()[0] for text in texts(store)]


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_history_is_brought_up_to_date(path: Path, version: int) -> None:
    written_by(version, path)
    with closing(opened(path)) as store:
        assert numbers(store) == NUMBERS
        assert is_complete(store)
        send_message(store, "new")
        assert texts(store, HistoryQuery(limit=1)) == ["new"]
    assert (value(path, "user_version"), value(path, "auto_vacuum")) == (3, 2)
    with closing(opened(path)) as store:
        assert numbers(store) == [*NUMBERS[1:], "new"]


def test_the_size_of_older_messages_is_that_of_new_ones(path: Path) -> None:
    written_by(2, path, 10)
    with closing(opened(path)) as store:
        send_message(store, "2 " + "x" * 500)
        sizes = store.tables.execute("SELECT size FROM messages ORDER BY place DESC").fetchall()
        assert sizes[0] == sizes[-2] == (702,)
        assert store.kept_rooms.rooms["lobby"].size == sum(size for (size,) in sizes)


def test_a_new_history_can_shrink(path: Path) -> None:
    opened(path).close()
    assert (value(path, "user_version"), value(path, "auto_vacuum")) == (3, 2)


@pytest.mark.parametrize("step", ["bring_up_to_date", "make_shrinkable"])
def test_a_kill_in_the_middle_loses_nothing(path: Path, step: str) -> None:
    written_by(2, path)
    kills = 0
    for calls in (1, 3, 10, 30, 100):
        killed = run(KILLED, path, step, calls)
        if not killed.returncode:  # the step was over before
            break
        assert killed.returncode == -9, killed.stderr
        kills += 1
    assert kills > 1
    with closing(opened(path)) as store:
        assert numbers(store) == NUMBERS
        assert is_complete(store)
    assert (value(path, "user_version"), value(path, "auto_vacuum")) == (3, 2)
    assert os.listdir(path.parent) == ["chat.db"]


def test_a_disk_too_full_for_the_change_leaves_the_file_as_it_is(path: Path) -> None:
    written_by(2, path)
    full = run(FULL, path, 64 * 1024)
    assert "Cannot open the history" in full.stderr
    assert value(path, "user_version") == 2
    with closing(opened(path)) as store:
        assert numbers(store) == NUMBERS


def test_a_file_that_cannot_be_rewritten_is_used_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written_by(2, path)
    with monkeypatch.context() as unchanged:
        unchanged.setattr("server.store.sqlite_open.make_shrinkable", lambda _connection: None)
        opened(path).close()
    assert (value(path, "user_version"), value(path, "auto_vacuum")) == (3, 0)
    size = path.stat().st_size
    full = run(FULL, path, size // 2)
    assert full.returncode == 0, full.stderr
    assert full.stderr.startswith("history: the file cannot be made to shrink (")
    assert "\n" not in full.stderr.strip()
    assert (value(path, "auto_vacuum"), path.stat().st_size) == (0, size)
    with closing(opened(path)) as store:
        assert numbers(store) == NUMBERS
    assert value(path, "auto_vacuum") == sqlite_version.INCREMENTAL
