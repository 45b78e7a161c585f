"""``alicebob serve``: the server's own process, from any folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alicebob.cli import main as command
from alicebob.cli import serve
from alicebob.servers.process import Process
from alicebob.transport import http

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0  # seconds


def test_every_word_behind_it_is_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(serve, "_become_the_server", became.append)
    words = ["--port", "0", "token", "--port", "8080", "-h", "--help", "--version", "--", "x"]
    command.main(["serve", *words])
    assert became == [words]


def test_only_the_servers_process_has_the_server_on_its_path() -> None:
    path = serve.environment({"PYTHONPATH": "theirs", "HOME": "home"})["PYTHONPATH"]
    assert path == f"{ROOT}{os.pathsep}theirs"
    assert serve.environment({})["PYTHONPATH"] == str(ROOT)


def test_its_help_page_is_the_servers_and_names_the_command(tmp_path: Path) -> None:
    end = subprocess.run(
        [sys.executable, "-m", "alicebob", "serve", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert end.stdout.startswith("usage: alicebob serve [--FLAG VALUE ...]")
    assert "python -m server" not in end.stdout


def test_it_serves_the_chat() -> None:
    process = Process([sys.executable, "-m", "alicebob", "serve", "--port", "{port}"], {})
    try:
        process.wait_until_ready(lambda here: here.connect(1.0).close(), PATIENCE)
        assert http.get(process.address, "/health", PATIENCE).status == 200
    finally:
        process.stop()


def test_what_the_server_needs_is_told_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "NEEDED", {"sys": "sys", "not_there": "not-there"})
    assert command.main(["serve", "--port", "8080"]) == 3
    told = "the reference server needs not-there: pip install 'alicebob[server]'"
    assert told in capsys.readouterr().err
