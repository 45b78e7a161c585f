"""Unix sockets, and what systemd and the server tell each other."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import websocket

from server.cli import systemd
from tests.server.cli.test_reload import logging
from tests.server.cli.test_serve import CLEAN, PATIENCE, ROOT, come, ended, running

SERVER = [sys.executable, "-m", "server"]
ACTIVATED = 'LISTEN_PID=$$ exec "$0" -m server "$@"'


def come_through(
    path: Path, name: str, *header: str, origin: str = "http://chat.example"
) -> websocket.WebSocket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(PATIENCE)
    line.connect(str(path))
    return websocket.create_connection(
        f"ws://chat.example/chat?user={name}",
        socket=line,
        header=[*header],
        origin=origin,
        timeout=PATIENCE,
    )


def test_the_chat_is_open_at_a_unix_socket(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    with logging("--host", f"unix:{path}") as server:
        assert server.line.startswith(f"unix:{path} ")
        alice = come_through(path, "Alice", "X-Forwarded-For: 198.51.100.9, 192.0.2.1")
        assert "address=192.0.2.1" in server.logs("open")
        alice.send("hello")
        assert "hello" in str(alice.recv())
        assert come_through(path, "Bob").connected
        assert "address=unknown" in server.logs("open")


def test_the_page_behind_a_proxy_that_changes_its_host_may_connect(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    with running("--host", f"unix:{path}"):
        page, asked = "https://www.example", "X-Forwarded-Host: www.example"
        assert come_through(path, "Alice", asked, origin=page).connected
        with pytest.raises(websocket.WebSocketBadStatusException):
            come_through(path, "Bob", origin=page)


def test_a_socket_that_a_dead_server_left_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    for _ in range(2):
        with running("--host", f"unix:{path}"):  # it is killed at the end
            assert come_through(path, "Alice").connected
    assert stat.S_ISSOCK(path.stat().st_mode)


def test_a_socket_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    host = f"unix:{tmp_path}/chat.sock"
    with running("--host", host):
        code, words = ended("--host", host)
        assert (code, words) == (
            2,
            f"Cannot listen on {host}: a server listens there; choose another path (--host).\n",
        )
        assert come_through(tmp_path / "chat.sock", "Alice").connected


def test_another_file_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    assert ended("--host", f"unix:{file}")[0] == 2
    assert file.read_text() == "mine"


@contextmanager
def activated(*sockets: socket.socket, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """A server with these sockets as its descriptors from 3 on, as systemd starts it."""
    first, there = 3, [each.fileno() for each in sockets]

    def place() -> None:
        copies = [os.dup(each) for each in there]
        spare = [os.dup2(each, 100 + number) for number, each in enumerate(copies)]
        for number, each in enumerate(spare):
            os.dup2(each, first + number)

    process = subprocess.Popen(
        ["/bin/sh", "-c", ACTIVATED, sys.executable],
        cwd=ROOT,
        env={**CLEAN, "LISTEN_FDS": str(len(sockets)), **environment},
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=range(first, first + len(sockets)),
        preexec_fn=place,  # noqa: PLW1509  # no other thread is running yet
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def test_sockets_that_systemd_opened_are_served(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as unix,
    ):
        unix.bind(str(path))
        unix.listen()
        with activated(tcp, unix, CHAT_ALLOW_HOST="chat.example") as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith(f"http://localhost:{tcp.getsockname()[1]} ")
            alice, bob = come(line, "Alice"), come_through(path, "Bob")
            bob.send("hello")
            while "hello" not in str(alice.recv()):
                pass


def test_sockets_for_another_process_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PID", str(os.getppid()))
    monkeypatch.setenv("LISTEN_FDS", "1")
    assert systemd.passed_sockets() == []
    assert "LISTEN_FDS" not in os.environ


@pytest.mark.parametrize("kind", ["file", "abstract"])
def test_systemd_is_told_when_the_server_is_ready_and_when_it_stops(
    kind: str, tmp_path: Path
) -> None:
    name = f"{tmp_path}/notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind("\0" + name if kind == "abstract" else name)
        told.settimeout(PATIENCE)
        shown = f"@{name}" if kind == "abstract" else name
        with running("--port", "0", NOTIFY_SOCKET=shown) as (process, line):
            assert told.recv(100) == b"READY=1"
            assert come(line, "Alice").connected
            process.send_signal(signal.SIGTERM)
            assert told.recv(100) == b"STOPPING=1"


def test_without_systemd_nobody_is_told(tmp_path: Path) -> None:
    for address in ("", "nonsense", f"{tmp_path}/nobody"):
        with running("--port", "0", NOTIFY_SOCKET=address) as (_process, line):
            assert come(line, "Alice").connected


@pytest.mark.skipif(shutil.which("systemd-socket-activate") is None, reason="no systemd")
def test_systemd_itself_hands_over_a_socket(tmp_path: Path) -> None:
    path = tmp_path / "chat.sock"
    process = subprocess.Popen(
        ["systemd-socket-activate", "-E", "CHAT_ALLOW_HOST", "-l", str(path), *SERVER],
        cwd=ROOT,
        env={**CLEAN, "CHAT_ALLOW_HOST": "chat.example"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        assert "Listening on" in process.stderr.readline()
        assert come_through(path, "Alice").connected
    finally:
        process.kill()
        process.wait()
