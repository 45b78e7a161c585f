"""``python -m server`` as a process: what it prints, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import websocket

from server.__main__ import _CERTIFICATES, _without_certificate_authorities
from server.ws.close_codes import CloseCode

ROOT = Path(__file__).parents[3]
PATIENCE = 15.0  # seconds
CANNOT_START = 2  # exit code
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if name != "PORT" and not name.startswith("CHAT_")
}

Server = tuple["subprocess.Popen[str]", str]  # the process, and the first line it printed


def heed_signals() -> None:
    """Undo what a shell does to the processes that it starts in the background."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "server", *arguments],
        cwd=ROOT,
        env={**CLEAN, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=heed_signals,  # noqa: PLW1509  # no other thread is running yet
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def occupied() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def ended(*arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code and the words of a command of the server that ends by itself."""
    end = subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        cwd=ROOT,
        env={**CLEAN, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return end.returncode, end.stdout + end.stderr


def url_in(line: str) -> str:
    found = re.search(r"http://\S+", line)
    assert found is not None
    return found[0]


def come(line: str, name: str) -> websocket.WebSocket:
    address = url_in(line).replace("http:", "ws:")
    return websocket.create_connection(
        f"{address}/chat?user={name}", timeout=PATIENCE, http_no_proxy=["*"]
    )


def close_code(client: websocket.WebSocket) -> int:
    """Reads on to the server's Close, without answering it."""
    while True:
        frame: Any = client.recv_frame()  # type: ignore[no-untyped-call]
        if frame.opcode == websocket.ABNF.OPCODE_CLOSE:
            return int.from_bytes(frame.data[:2])


def test_the_first_line_says_where_the_chat_is() -> None:
    with running("--port", "0") as (_process, line):
        assert come(line, "Alice").connected


def test_a_free_port_is_taken_from_the_environment() -> None:
    with running(PORT="0") as (_process, line):
        assert re.match(r"http://localhost:\d+ ", line)


def test_a_port_in_use_is_told_in_one_sentence_that_names_it() -> None:
    with occupied() as port:
        _code, words = ended("--port", str(port))
    assert re.fullmatch(rf"Port {port} is already in use: .+\.\)?\n", words)


def test_a_port_in_use_ends_the_program_with_2() -> None:
    with occupied() as port:
        assert ended("--port", str(port))[0] == CANNOT_START


def test_a_host_that_is_none_is_told_without_a_traceback() -> None:
    code, words = ended("--host", "256.256.256.256", "--port", "0")
    assert (code, "Traceback" in words) == (CANNOT_START, False)


def test_invalid_input_is_told_without_a_traceback() -> None:
    code, words = ended(PORT="eighty")
    assert (code, "PORT" in words, "Traceback" in words) == (CANNOT_START, True, False)


def test_on_sigterm_everybody_is_told_goodbye_with_1001() -> None:
    with running("--port", "0") as (process, line):
        clients = [come(line, name) for name in ("Alice", "Bob", "Carol")]
        process.send_signal(signal.SIGTERM)
        assert [close_code(client) for client in clients] == [CloseCode.GOING_AWAY] * 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_after_a_goodbye_the_server_ends_well(number: signal.Signals) -> None:
    with running("--port", "0") as (process, line):
        client = come(line, "Alice")
        process.send_signal(number)
        close_code(client)
        client.send_close(CloseCode.GOING_AWAY)
        assert process.wait(PATIENCE) == 0


def test_with_nobody_in_the_server_just_ends_well() -> None:
    with running("--port", "0") as (process, _line):
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_a_second_signal_does_not_wait_for_the_stuck() -> None:
    with running("--port", "0") as (process, line):
        stuck = come(line, "Stan")
        process.send_signal(signal.SIGTERM)
        close_code(stuck)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 128 + signal.SIGTERM


@pytest.mark.parametrize("before", [None, "/etc/ssl/own.pem"])
def test_the_start_leaves_the_environment_as_it_was(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(_CERTIFICATES, raising=False)
    if before is not None:
        monkeypatch.setenv(_CERTIFICATES, before)
    with _without_certificate_authorities():
        assert os.environ[_CERTIFICATES] == os.devnull
    assert os.environ.get(_CERTIFICATES) == before


def test_a_python_without_what_it_needs_is_told_how_to_get_it() -> None:
    end = subprocess.run(
        [sys.executable, "-S", "-m", "server"],  # -S: nothing that was installed is found
        cwd=ROOT,
        env=CLEAN,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (end.returncode, end.stderr.count("\n")) == (CANNOT_START, 1)
    assert re.search("'aiohttp' is not installed for .* 'make setup'", end.stderr)
