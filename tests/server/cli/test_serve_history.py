"""``python -m server --history``: what is kept is there again, what cannot be is told."""

import json
import signal
from pathlib import Path

from tests.server.cli.test_serve import CANNOT_START, PATIENCE, ended, running, url_in
from tests.server.support.burst import connected, frames, history


def send_message(line: str, text: str) -> None:
    client = connected(url_in(line).replace("http:", "ws:"), "Alice")
    client.send(json.dumps({"type": "message", "content": text}))
    assert next(frame for frame in frames(client) if frame["type"] == "message")
    client.close()


def test_what_was_said_is_there_after_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "chat.db")
    for number in range(2):
        with running("--history", path, "--port", "0") as (process, line):
            send_message(line, f"hi {number}")
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
    with running("--history", path, "--port", "0") as (_, line):
        assert [text for _, text in history(url_in(line).replace("http:", "ws:"))] == [
            "hi 0",
            "hi 1",
        ]


def test_a_file_that_is_no_history_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("Dear diary")
    code, words = ended("--history", str(path), "--port", "0")
    assert code == CANNOT_START
    assert (
        words == f"{path} is not a chat history: move it away, or give another path (--history).\n"
    )
    assert path.read_text() == "Dear diary"


def test_two_servers_cannot_share_a_history(tmp_path: Path) -> None:
    path = str(tmp_path / "chat.db")
    with running("--history", path, "--port", "0"):
        code, words = ended("--history", path, "--port", "0")
    assert code == CANNOT_START
    assert "in use by another server" in words
    assert "Traceback" not in words
