"""The configurations in docs/running.md, with the programs for which they are."""

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest
import websocket

from server.config.settings import read
from tests.server.cli.test_reload import LoggedServer, logging
from tests.server.cli.test_serve import PATIENCE, close_code

PAGE = (Path(__file__).parent.parent / "docs/running.md").read_text()
SOCKET = "/run/chat/chat.sock"
OPENER = build_opener(ProxyHandler({}))


def block(language: str) -> str:
    """The one block in this language."""
    text: str
    (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)
    return text


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"there is no {program}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@contextmanager
def proxy(port: int, *command: str) -> Iterator[None]:
    """A proxy that listens on ``port``."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError("the proxy does not listen")


@contextmanager
def behind_nginx(folder: Path) -> Iterator[tuple[int, LoggedServer]]:
    port = free_port()
    text = changed(block("nginx"), SOCKET, f"{folder}/chat.sock")
    text = changed(text, "listen 80;", f"listen 127.0.0.1:{port};")
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; user root; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{paths}{text}\n}}\n"
    )
    with logging("--host", f"unix:{folder}/chat.sock") as server:
        (folder / "chat.sock").chmod(0o777)
        folder.chmod(0o755)
        with proxy(port, "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")):
            yield port, server


@contextmanager
def behind_haproxy(folder: Path) -> Iterator[tuple[int, LoggedServer]]:
    port = free_port()
    text = changed(block("haproxy"), SOCKET, f"{folder}/chat.sock")
    (folder / "haproxy.cfg").write_text(changed(text, "bind :80", f"bind 127.0.0.1:{port}"))
    with (
        logging("--host", f"unix:{folder}/chat.sock") as server,
        proxy(port, "haproxy", "-db", "-f", str(folder / "haproxy.cfg")),
    ):
        yield port, server


BEHIND = [
    pytest.param(behind_nginx, marks=needs("nginx"), id="nginx"),
    pytest.param(behind_haproxy, marks=needs("haproxy"), id="haproxy"),
]


def come(port: int, *header: str, origin: str = "https://chat.example") -> websocket.WebSocket:
    return websocket.create_connection(
        f"ws://127.0.0.1:{port}/chat?user=Alice",
        host="chat.example",
        origin=origin,
        header=[*header],
        timeout=PATIENCE,
        http_no_proxy=["*"],
    )


def status(port: int, path: str) -> int:
    try:
        with OPENER.open(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("behind", BEHIND)
def test_the_chat_is_open_behind_the_proxy(behind: object, tmp_path: Path) -> None:
    assert callable(behind)
    with behind(tmp_path) as (port, server):
        alice = come(port, "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.2")
        assert "address=127.0.0.1" in server.logs("open")  # not what the client wrote
        alice.send("x" * 60_000)
        while "x" * 60_000 not in str(alice.recv()):
            pass
        server.process.send_signal(signal.SIGTERM)
        assert close_code(alice) == 1001


@pytest.mark.parametrize("behind", BEHIND)
def test_the_proxy_keeps_others_out(behind: object, tmp_path: Path) -> None:
    assert callable(behind)
    with behind(tmp_path) as (port, server):
        assert [status(port, path) for path in ("/", "/stats", "/metrics")] == [200, 404, 404]
        for header in ([], ["X-Forwarded-Host: evil.example"], ["Forwarded: host=evil.example"]):
            with pytest.raises(websocket.WebSocketBadStatusException):
                come(port, *header, origin="https://evil.example")
            assert "origin=https://evil.example host=chat.example" in server.logs("refuse")


@needs("systemd-analyze")
def test_the_units_are_valid(tmp_path: Path) -> None:
    for kind in ("socket", "service"):
        text = block(f"systemd-{kind}").replace("/usr/local/bin/alicebob", "/bin/true")
        (tmp_path / f"chat.{kind}").write_text(text)
    end = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in end.stderr.splitlines() if "chat." in line]
    assert (end.returncode, ours) == (0, [])


def test_the_settings_are_valid(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    file.write_text(block("toml"))
    settings = read(["--config", str(file)], {})
    assert (settings.metrics_port, settings.allow_host) == (9100, ("chat.example",))


def test_the_variables_of_the_container_are_settings() -> None:
    (line,) = re.findall(r"^ENV (.*)$", block("dockerfile"), re.M)
    settings = read([], dict(pair.split("=") for pair in line.split()))
    assert (settings.host, settings.log_format) == ("0.0.0.0", "json")
