"""A damaged history is rejected with a sentence and left unchanged to the byte."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.server.support.history_files import (
    assert_tells,
    killed,
    opened,
    refusal,
    written,
)
from tests.server.support.store_kinds import texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "chat#1%20.db"


@pytest.fixture(autouse=True)
def folder(path: Path) -> Path:
    path.parent.mkdir()
    return path.parent


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def truncated_within_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1_000)


def overwritten(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(page * 4_096)
        file.write(content)


def overwritten_in_the_middle(path: Path) -> None:
    overwritten(path, path.stat().st_size // 4_096 // 2, b"garbage " * 1_024)


def overwritten_with_zeros(path: Path) -> None:
    overwritten(path, path.stat().st_size // 4_096 // 2, bytes(8 * 4_096))


def overwritten_schema(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3_996)


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE life")


DAMAGES = (
    truncated,
    truncated_within_a_page,
    overwritten_in_the_middle,
    overwritten_with_zeros,
    overwritten_schema,
    without_a_table,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_history(path: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    written(path)
    damage(path)
    assert_tells(refusal(path, folder), path, "is damaged", "earlier copy", "--history")


@pytest.mark.parametrize(
    "damage",
    [truncated, overwritten_in_the_middle, overwritten_with_zeros],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_history_of_a_killed_server(
    path: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    written(path)
    killed(path)
    damage(path)
    assert_tells(refusal(path, folder), path, "is damaged", "earlier copy", "--history")


def test_damage_that_the_log_mends(path: Path) -> None:
    written(path)
    killed(path, 1_000)
    overwritten_in_the_middle(path)
    with closing(opened(path)) as store:
        assert [int(text.split()[0]) for text in texts(store)] == list(range(1_000))
