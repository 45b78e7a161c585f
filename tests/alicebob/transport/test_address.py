"""An address with all that goes with it, in each kind of request that the suite makes."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from alicebob.transport.address import Address
from alicebob.transport.http import get
from alicebob.transport.raw_handshake import HANDSHAKES, ask
from alicebob.transport.upgrade import Handshake, UpgradeRejected
from alicebob.transport.websocket import SocketCallbacks, WebSocketDriver

PATIENCE = 20.0  # seconds
SHOWN = ("Host", "Origin", "Cookie", "Authorization")


class Mirror(BaseHTTPRequestHandler):
    """Answers with the path and some headers of the request."""

    def do_GET(self) -> None:
        lines = [f"{name}: {self.headers[name]}" for name in SHOWN if name in self.headers]
        body = "\n".join([self.path, *lines]).encode()
        self.send_response(200)
        self.send_header("X-Seen", " | ".join([self.path, *lines]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        headers = (("Cookie", "a=1"), ("Authorization", "Basic eDp5"))
        yield Address("127.0.0.1", server.server_port, "/team", None, "https://a.example", headers)
        server.shutdown()
        thread.join()


def upgrade_with(address: Address, handshake: Handshake) -> str:
    """The answer to a handshake, which is none to be glad of."""
    driver = WebSocketDriver(SocketCallbacks(lambda *_: None, lambda *_: None), PATIENCE)
    with pytest.raises(UpgradeRejected) as rejected:
        driver.connect(address, handshake)
    return rejected.value.body


def test_a_page_is_asked_for_behind_the_path_and_with_the_headers(address: Address) -> None:
    shown = get(address, "/page", PATIENCE).text.splitlines()
    assert shown == [
        *("/team/page", f"Host: {address.authority}", "Cookie: a=1", "Authorization: Basic eDp5")
    ]


def test_a_handshake_is_made_behind_the_path_and_with_the_headers(address: Address) -> None:
    shown = upgrade_with(address, Handshake("/chat?user=Al")).splitlines()
    assert shown == [
        *("/team/chat?user=Al", f"Host: {address.authority}", "Origin: https://a.example"),
        *("Cookie: a=1", "Authorization: Basic eDp5"),
    ]


def test_what_a_handshake_says_itself_counts(address: Address) -> None:
    handshake = Handshake("/chat", origin="https://b.example", bearer="token")
    shown = upgrade_with(address, handshake).splitlines()
    assert shown[2:] == [
        *("Origin: https://b.example", "Cookie: a=1", "Authorization: Bearer token")
    ]


def test_without_an_origin_none_is_sent(address: Address) -> None:
    shown = upgrade_with(replace(address, origin=None), Handshake("/chat"))
    assert "Origin" not in shown


def test_a_handshake_by_hand_has_the_same(address: Address) -> None:
    seen = ask(address, "/chat", HANDSHAKES["properly"], PATIENCE).headers["x-seen"]
    assert seen == (
        f"/team/chat | Host: {address.authority} | Origin: https://a.example | Cookie: a=1 | "
        "Authorization: Basic eDp5"
    )


@pytest.mark.parametrize(
    ("url", "host", "port", "base", "has_tls"),
    [
        ("http://a.example", "a.example", 80, "", False),
        ("ws://a.example/", "a.example", 80, "", False),
        ("https://a.example/team/chat/", "a.example", 443, "/team/chat", True),
        ("wss://[::1]:8443", "::1", 8443, "", True),
    ],
)
def test_an_address_is_read(url: str, host: str, port: int, base: str, has_tls: bool) -> None:
    address = Address.from_url(url)
    found = (address.host, address.port, address.base, address.tls is not None)
    assert found == (host, port, base, has_tls)


def test_a_port_that_is_none_is_rejected() -> None:
    with pytest.raises(ValueError, match=r"[Pp]ort"):
        Address.from_url("http://a.example:99999")
