"""``--metrics-port``: what watches the server has a port of its own."""

import socket
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from tests.server.cli.test_serve import (
    CANNOT_START,
    PATIENCE,
    come,
    ended,
    occupied,
    running,
    url_in,
)
from tests.server.cli.test_unix_and_systemd import come_through

OPENER = build_opener(ProxyHandler({}))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def status(address: str) -> int:
    try:
        with OPENER.open(address, timeout=PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_metrics_are_at_their_own_port_alone() -> None:
    port = free_port()
    with running("--port", "0", "--metrics-port", str(port)) as (_process, line):
        chat, watched = url_in(line), f"http://localhost:{port}"
        paths = ("/stats", "/metrics", "/health", "/", "/asyncapi.json")
        assert [status(chat + path) for path in paths] == [404, 404, 200, 200, 200]
        assert [status(watched + path) for path in paths] == [200, 200, 200, 404, 404]
        assert come(line, "Alice").connected


def test_beside_a_unix_socket_they_are_on_this_machine(tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "chat.sock"
    with running("--host", f"unix:{path}", "--metrics-port", str(port)):
        assert come_through(path, "Alice").connected
        assert status(f"http://127.0.0.1:{port}/stats") == 200


def test_a_port_in_use_is_named() -> None:
    with occupied() as port:
        code, words = ended("--port", "0", "--metrics-port", str(port))
        assert (code, f"Port {port} is already in use" in words) == (CANNOT_START, True)
