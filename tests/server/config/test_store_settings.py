"""The settings of the store: where messages are kept, and what may be shown of that."""

from pathlib import Path

import pytest

from server.config import settings
from server.config.settings import Settings


def read(*flags: str, **environment: str) -> Settings:
    return settings.read(flags, environment)


def rejected(capsys: pytest.CaptureFixture[str], *flags: str, **environment: str) -> str:
    with pytest.raises(SystemExit) as raised:
        read(*flags, **environment)
    assert raised.value.code == 2
    return capsys.readouterr().err


def test_messages_are_in_memory_unless_the_settings_say_otherwise() -> None:
    assert (read().store, read().history) == ("memory", "")
    assert read("--store", "memory").history == ""


def test_history_is_short_for_a_file() -> None:
    for found in (read("--history", "chat.db"), read(CHAT_STORE="sqlite:chat.db")):
        assert (found.store, found.history) == ("sqlite:chat.db", "chat.db")
        assert found.history_bytes == read("--history", "chat.db").history_bytes


def test_two_places_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    error = rejected(capsys, "--history", "chat.db", "--store", "redis://host")
    assert "give one of them" in error
    assert "give one of them" in rejected(capsys, "--history", "chat.db", "--store", "memory")
    assert read("--history", "chat.db", "--store", "sqlite:chat.db").history == "chat.db"


@pytest.mark.parametrize("text", ["redis", "sqlite:", "http://host", "postgres://host", ""])
def test_what_is_no_store(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "memory, sqlite:PATH or an address" in rejected(capsys, "--store", text)


def test_a_password_is_not_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        read("--store", "redis://alice:s3cret@host/1", "--show-config")
    shown = capsys.readouterr().out
    assert 'store = "redis://alice:********@host/1"' in shown
    assert "s3cret" not in shown
    assert "s3cret" not in repr(read("--store", "redis://alice:s3cret@host/1"))
    file = tmp_path / "chat.toml"
    file.write_text(shown)
    assert "asterisks" in rejected(capsys, "--config", str(file))


def test_a_file_that_was_shown_can_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        read("--store", "sqlite:chat.db", "--show-config")
    file = tmp_path / "chat.toml"
    file.write_text(capsys.readouterr().out)
    assert read("--config", str(file)).history == "chat.db"


@pytest.mark.parametrize("flags", [("--store-prefix", "a b"), ("--node-timeout", "0.5")])
def test_what_is_no_prefix_and_no_timeout(
    flags: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert flags[0] in rejected(capsys, *flags)
