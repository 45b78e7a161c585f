"""Messages that a client received survive when the server is killed (docs/protocol.md#g6)."""

import random
import threading
from pathlib import Path

import pytest

from tests.server.cli.test_serve import running, url_in
from tests.server.support.burst import PATIENCE, Heard, Talker, history, say_again

ROUNDS = 3
NAMES = ("Alice", "Bob", "Carol")


def killed_in_a_burst(path: Path, seed: int) -> list[Talker]:
    """Three people talk until the server is killed, at some moment or other."""
    enough = threading.Event()
    most = random.Random(seed).randint(1, 3_000)
    with running("--history", str(path), "--history-limit", "100000", "--port", "0") as server:
        process, line = server
        address = url_in(line).replace("http:", "ws:")
        talkers = [Talker(address, name, enough, most) for name in NAMES]
        for talker in talkers:
            talker.start()
        assert enough.wait(PATIENCE)
        process.kill()
        for talker in talkers:
            talker.join()
    return talkers


def assert_stands_in(kept: list[Heard], heard: list[Heard]) -> None:
    """Check that the messages one user received are a contiguous part of the history."""
    if heard:
        start = kept.index(heard[0])
        assert kept[start : start + len(heard)] == heard


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_anyone_has_read_survives_a_kill(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "chat.db"
    talkers = killed_in_a_burst(path, seed)
    assert any(talker.heard for talker in talkers)
    with running("--history", str(path), "--history-limit", "100000", "--port", "0") as (_, line):
        address = url_in(line).replace("http:", "ws:")
        kept = history(address)
        for talker in talkers:
            assert_stands_in(kept, talker.heard)
        for talker in talkers:
            say_again(address, talker)
        said = [text for _, text in history(address)]
        assert sorted(said) == sorted(f"{t.name} {n}" for t in talkers for n in range(t.said))
