"""SIGHUP: what changes while the server runs, what does not, and what it says about it."""

import fcntl
import os
import queue
import re
import shutil
import signal
import ssl
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import websocket

from server.ws.close_codes import CloseCode
from tests.server.cli.test_serve import CLEAN, PATIENCE, ROOT, close_code, come, heed_signals
from tests.server.support.certificates import Pair, make_pair


class LoggedServer:
    """A server whose log is read."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process = process
        self.line = process.stdout.readline()
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._lines.put(line)

    def logs(self, words: str) -> str:
        """Return the next line of the log that has these words."""
        while words not in (line := self._lines.get(timeout=PATIENCE)):
            pass
        return line

    def reload(self) -> str:
        self.process.send_signal(signal.SIGHUP)
        return self.logs("reload: ")


@contextmanager
def logging(
    *arguments: str, begin: Callable[[], None] = heed_signals, session: bool = False
) -> Iterator[LoggedServer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "--port", "0", *arguments],
        cwd=ROOT,
        env=CLEAN,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=session,
        preexec_fn=begin,  # noqa: PLW1509  # no other thread is running yet
    )
    try:
        yield LoggedServer(process)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def test_settings_change_while_the_server_runs(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    file.write_text("")
    with logging("--config", str(file)) as server:
        alice = come(server.line, "Alice")
        file.write_text("max-connections = 1\nlog-format = 'json'\nmax-frame = 1000\n")
        line = server.reload()
        assert "--max-connections has changed; --log-format has changed" in line
        assert "--max-frame needs a restart" in line
        assert '"event": "refuse"' in refusal(server)
        alice.send("still here")
        assert "still here" in str(alice.recv())


def refusal(server: LoggedServer) -> str:
    """Return the line about a client that is not let in."""
    try:
        come(server.line, "Bob")
    except websocket.WebSocketBadStatusException:
        return server.logs("refuse")
    raise AssertionError("Bob was let in")


def test_pages_of_another_origin_are_let_in_after_a_reload(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    file.write_text("")
    with logging("--config", str(file)) as server:
        address = server.line.split()[0].replace("http:", "ws:") + "/chat"
        file.write_text("allow-origin = ['https://chat.example']")
        server.reload()
        page = websocket.create_connection(
            address, timeout=PATIENCE, origin="https://chat.example", http_no_proxy=["*"]
        )
        assert page.connected


def test_after_a_mistake_nothing_changes(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    file.write_text("")
    with logging("--config", str(file)) as server:
        file.write_text("max-connections = 1\nheartbeet = 3")
        assert "ERROR chat reload: nothing has changed: --config: " in server.reload()
        assert come(server.line, "Alice").connected
        assert come(server.line, "Bob").connected


def test_new_connections_get_the_new_certificate(pair: Pair, tmp_path: Path) -> None:
    own = Pair(str(tmp_path / "own.pem"), str(tmp_path / "own.key"))
    place(pair, own)
    with logging("--tls-cert", own.certificate, "--tls-key", own.key) as server:
        found = re.match(r"https://localhost:(\d+) ", server.line)
        assert found is not None
        where = ("localhost", int(found[1]))
        other = make_pair(tmp_path)
        place(other, own)
        assert ssl.get_server_certificate(where) == Path(pair.certificate).read_text()
        assert "the certificate was read again" in server.reload()
        assert ssl.get_server_certificate(where) == Path(other.certificate).read_text()
        Path(own.key).write_text("nonsense")
        assert "nothing has changed: --tls-cert, --tls-key: " in server.reload()
        assert ssl.get_server_certificate(where) == Path(other.certificate).read_text()


def place(pair: Pair, where: Pair) -> None:
    shutil.copy(pair.certificate, where.certificate)
    shutil.copy(pair.key, where.key)


def test_when_its_terminal_is_closed_the_server_says_goodbye() -> None:
    here, there = os.openpty()

    def take_terminal() -> None:
        heed_signals()
        fcntl.ioctl(there, termios.TIOCSCTTY, 0)

    with logging(begin=take_terminal, session=True) as server:
        os.close(there)
        assert "nothing has changed" in server.reload()
        client = come(server.line, "Alice")
        os.close(here)
        assert close_code(client) == CloseCode.GOING_AWAY
        client.send_close(CloseCode.GOING_AWAY)
        assert server.process.wait(PATIENCE) == 0
