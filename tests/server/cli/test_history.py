"""Backup, export and forgetting of a history, beside a server that uses it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.store.sqlite import SqliteStore
from server.store.sqlite_snapshot import HistoryBusy, take_snapshot
from tests.server.cli.test_serve import CANNOT_START, come, ended, running

BURST = 200


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A history of two users, whose server is gone."""
    path = tmp_path / "chat.db"
    with running("--port", "0", "--history", str(path)) as (_process, line):
        for name in ("Ann", "Bob"):
            client = come(line, name)
            client.send(f"secret of {name}")
            while "secret" not in str(client.recv()):
                pass
    return path


def exported(path: Path) -> list[tuple[str, str]]:
    code, words = ended("export", "--history", str(path))
    assert code == 0, words
    rows = [json.loads(line) for line in words.splitlines()]
    return [(row["from"], row["text"]) for row in rows]


def test_a_live_history_is_copied_whole(tmp_path: Path) -> None:
    path, copy = tmp_path / "chat.db", tmp_path / "copy.db"
    with running("--port", "0", "--history", str(path)) as (_process, line):
        ann = come(line, "Ann")
        for number in range(BURST):
            ann.send(str(number))
        while f'"{BURST - 1}"' not in str(ann.recv()):
            pass
        code, words = ended("backup", str(copy), CHAT_HISTORY=str(path))
        assert (code, "is a copy of" in words) == (0, True)
        assert exported(path) == [("Ann", str(number)) for number in range(BURST)]
    assert exported(copy) == [("Ann", str(number)) for number in range(BURST)]
    assert copy.stat().st_mode & 0o777 == 0o600
    with running("--port", "0", "--history", str(copy)) as (_process, line):
        assert come(line, "Bob").connected


def test_copies_made_while_the_server_writes_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    flags = ["--port", "0", "--history", str(path), "--send-buffer", "67108864"]
    with running(*flags) as (_process, line):
        ann = come(line, "Ann")
        said = 0
        for number in range(5):
            for _ in range(BURST):
                ann.send(f"{said} " + "x" * 5000)
                said += 1
            copy = tmp_path / f"copy-{number}.db"
            take_snapshot(path, copy)
            texts = [text.split()[0] for _, text in exported(copy)]
            assert texts == [str(one) for one in range(len(texts))][-1000:]


def test_a_log_that_always_begins_anew_is_no_copy(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beginnings = iter(range(1000))
    monkeypatch.setattr(
        "server.store.sqlite_snapshot._beginning", lambda _log: str(next(beginnings)).encode()
    )
    with pytest.raises(HistoryBusy):
        take_snapshot(history, tmp_path / "copy.db")
    assert list(tmp_path.glob("copy*")) == []


def test_nothing_is_overwritten(history: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    code, words = ended("backup", str(other), "--history", str(history))
    assert (code, words) == (1, f"Cannot write {other}: File exists.\n")
    assert other.read_text() == "mine"


@pytest.mark.parametrize("content", [b"nonsense", b"SQLite format 3\0" + bytes(200)])
def test_what_is_no_history_is_not_copied(content: bytes, tmp_path: Path) -> None:
    odd = tmp_path / "odd.db"
    odd.write_bytes(content)
    code, words = ended("backup", str(tmp_path / "copy.db"), "--history", str(odd))
    assert (code, words.count("\n"), "Traceback" in words) == (1, 1, False)
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_history_leaves_no_copy(history: Path, tmp_path: Path) -> None:
    SqliteStore(history, 100, 100).close()  # which moves the log into the file
    content = bytearray(history.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    history.write_bytes(content)
    code, words = ended("backup", str(tmp_path / "copy.db"), "--history", str(history))
    assert (code, "is damaged" in words) == (1, True)
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("asked", [["backup", "x.db"], ["export"], ["forget", "Ann"]])
def test_without_a_history_it_says_what_to_give(asked: list[str], tmp_path: Path) -> None:
    assert ended(*asked)[0] == CANNOT_START
    code, words = ended(*asked, "--history", str(tmp_path / "none.db"))
    assert (code, words.startswith("There is no history")) == (1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", [["backup", "x.db"], ["export"], ["forget", "Ann"]])
def test_a_history_that_nodes_share_is_no_file(asked: list[str]) -> None:
    code, words = ended(*asked, CHAT_STORE="redis://:secret@store.example")
    assert (code, "is for a history file" in words) == (CANNOT_START, True)
    assert "secret" not in words


def test_all_that_one_person_said_is_forgotten(history: Path) -> None:
    code, words = ended("forget", " Ann ", CHAT_STORE=f"sqlite:{history}")
    assert (code, words) == (0, "Deleted messages of 'Ann': 1.\n")
    assert exported(history) == [("Bob", "secret of Bob")]
    files = b"".join(file.read_bytes() for file in history.parent.glob("chat.db*"))
    assert (b"secret of Ann" in files, b"secret of Bob" in files) == (False, True)
    with closing(sqlite3.connect(history)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_running_server_is_not_made_to_forget(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    with running("--port", "0", "--history", str(path)):
        code, words = ended("forget", "Ann", "--history", str(path))
        assert (code, "is in use by another server: stop that one" in words) == (1, True)
