"""An unusable history file is rejected with a sentence and left unchanged to the byte."""

import os
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from server.core.events import PublicMessage
from server.core.history_query import HistoryQuery
from server.store.base import InvalidHistoryFile, StoreUnavailable
from server.store.sqlite import SqliteStore
from tests.server.support.history_files import (
    assert_tells,
    fingerprints,
    killed,
    opened,
    refusal,
    serving,
    written,
)
from tests.server.support.store_kinds import send_message, texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "chat#1%20.db"


@pytest.fixture(autouse=True)
def folder(path: Path) -> Path:
    path.parent.mkdir()
    return path.parent


def test_a_history_begins_where_there_is_none(path: Path) -> None:
    with closing(opened(path)) as store:
        send_message(store, "hi")
        assert texts(store) == ["hi"]


def test_a_history_begins_in_an_empty_file(path: Path) -> None:
    path.touch()
    with closing(opened(path)) as store:
        send_message(store, "hi")
        assert texts(store) == ["hi"]


def test_a_history_may_be_behind_a_link(path: Path, folder: Path) -> None:
    (folder / "link.db").symlink_to(path)
    with closing(opened(folder / "link.db")) as store:
        send_message(store, "hi")
    with closing(opened(path)) as store:
        assert texts(store) == ["hi"]


def test_a_history_may_be_named_from_here(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for _ in range(2):
        opened(Path(path.name)).close()
    assert path.exists()


def test_a_killed_servers_history_is_whole(path: Path, folder: Path) -> None:
    killed(path, 1_000)
    assert sorted(fingerprints(folder)) == [path.name, f"{path.name}-wal"]
    with closing(opened(path)) as store:
        assert [int(text.split()[0]) for text in texts(store)] == list(range(1_000))
    assert sorted(fingerprints(folder)) == [path.name]


def test_what_was_left_by_a_killed_server_is_not_touched_by_looking(
    path: Path, folder: Path
) -> None:
    killed(path)
    with path.open("r+b") as file:
        file.seek(60)
        file.write((99).to_bytes(4, "big"))  # the version, which is looked at first
    refusal(path, folder)


@pytest.mark.parametrize("content", [b"x", b"Dear diary\n" * 99, b"SQLite format 3\0", b"\0" * 999])
def test_a_file_of_another_kind(path: Path, folder: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert_tells(refusal(path, folder), path, "is not a chat history", "another path (--history)")


def test_another_programs_database(path: Path, folder: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE messages (place INTEGER PRIMARY KEY)")
    assert_tells(refusal(path, folder), path, "another program", "another path (--history)")


def test_another_programs_database_with_a_log(path: Path, folder: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE messages (place INTEGER PRIMARY KEY)")
        assert_tells(refusal(path, folder), path, "another program")


def test_a_newer_history(path: Path, folder: Path) -> None:
    written(path)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 4")
    assert_tells(refusal(path, folder), path, "newer server", "version 4", "--history")


def test_a_history_that_another_server_holds(path: Path, folder: Path) -> None:
    with serving(path):
        sentence = refusal(path, folder)
        assert_tells(sentence, path, "in use by another server", "--history")


def test_a_history_of_which_only_the_log_is_left(path: Path, folder: Path) -> None:
    killed(path)
    path.unlink()
    assert_tells(refusal(path, folder), path, f"{path.name}-wal", "--history")


def test_a_history_whose_making_was_interrupted(path: Path, folder: Path) -> None:
    written(path)
    path.with_name(f"{path.name}-journal").write_bytes(b"half")
    assert_tells(refusal(path, folder), path, "interrupted", "sqlite3", "--history")


def test_a_folder(folder: Path) -> None:
    assert_tells(refusal(folder, folder), folder, "is a folder", f"{folder}/chat.db")


def test_a_missing_folder(path: Path, folder: Path) -> None:
    missing = folder / "missing" / "chat.db"
    assert_tells(refusal(missing, folder), missing.parent, "no folder", "--history")


def test_a_folder_that_is_a_file(path: Path, folder: Path) -> None:
    path.write_bytes(b"x")
    assert_tells(refusal(path / "chat.db", folder), path, "no folder", "--history")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full"])
def test_a_device(folder: Path, device: str) -> None:
    assert_tells(refusal(Path(device), folder), Path(device), "not a regular file", "--history")


def test_a_pipe(path: Path, folder: Path) -> None:
    os.mkfifo(path)
    assert_tells(refusal(path, folder), path, "not a regular file", "--history")


def test_a_place_where_nobody_may_write(folder: Path) -> None:
    assert_tells(refusal(Path("/proc/chat.db"), folder), Path("/proc/chat.db"), "Cannot open")


@pytest.mark.parametrize("mode", [0o000, 0o400])
@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_or_written(path: Path, mode: int) -> None:
    written(path)
    path.chmod(mode)
    with pytest.raises(InvalidHistoryFile, match="Permission denied"):
        opened(path)


@pytest.mark.parametrize("name", ["chat\0.db", "x" * 300])
def test_a_name_that_no_file_can_have(folder: Path, name: str) -> None:
    with pytest.raises(InvalidHistoryFile, match="Cannot open the history"):
        opened(folder / name)


@pytest.mark.parametrize("name", [":memory:", "file:chat.db", "file:chat.db?mode=memory"])
def test_a_name_for_sqlite_is_no_path(name: str) -> None:
    with pytest.raises(InvalidHistoryFile, match="leave out --history"):
        SqliteStore(name, 1_000, 100)
    assert not Path(name).exists()


def test_a_symbolic_link_is_followed_also_after_a_crash(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    killed(link, 20)
    assert path.with_name(path.name + "-wal").exists()
    store = opened(link)
    assert len(store.read_history("lobby", HistoryQuery()).messages) == 20
    store.close()


def test_a_link_to_itself_is_one_sentence(tmp_path: Path) -> None:
    link = tmp_path / "loop.db"
    link.symlink_to(link)
    with pytest.raises(InvalidHistoryFile, match="--history"):
        opened(link)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE messages SET place = place + 9000000000000000000 WHERE text LIKE '999 %'",
        "UPDATE life SET born = 'never', unknown = 'never'",
        "UPDATE life SET born = NULL WHERE 0; DELETE FROM life",
        "PRAGMA writable_schema = 1; UPDATE messages SET client_id = 'c', text = x'ff00'",
    ],
)
def test_absurd_content_is_one_sentence_or_harmless(path: Path, damage: str) -> None:
    written(path)
    with closing(sqlite3.connect(path)) as file:
        file.executescript(damage)
    with suppress(InvalidHistoryFile):
        opened(path).close()


def test_a_message_from_a_far_future_is_damage(path: Path) -> None:
    written(path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE messages SET place = place + 9000000000000000000 WHERE place % 2")
        file.commit()
    with pytest.raises(InvalidHistoryFile, match=r"damaged .*beyond the year 9999"):
        opened(path)


def test_flipped_bits_never_end_in_a_traceback(path: Path, tmp_path: Path) -> None:
    written(path)
    sound = path.read_bytes()
    chance = random.Random(1)
    broken = tmp_path / "broken.db"
    for _ in range(150):
        content = bytearray(sound)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        broken.write_bytes(content)
        try:
            store = opened(broken)
        except InvalidHistoryFile:
            continue
        with suppress(StoreUnavailable):
            store.read_history("lobby", HistoryQuery())
            store.append("lobby", PublicMessage("Alice", "still here", 0, "c-1"))
            store.commit()
        store.close()
        broken.unlink()
        for beside in tmp_path.glob("broken.db-*"):
            beside.unlink()
