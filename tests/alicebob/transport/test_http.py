"""Plain HTTP as a visitor's browser speaks it, and what a page loads."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from alicebob.transport.address import Address
from alicebob.transport.http import Response, assets, get
from alicebob.transport.raw_handshake import ACCEPTED, HANDSHAKES, ask

ENOUGH = 10.0  # seconds
MOVED, NOT_IMPLEMENTED = 302, 501  # HTTP statuses


class Teller(BaseHTTPRequestHandler):
    """Answers with the request line; sends ``/moved`` elsewhere."""

    def do_GET(self) -> None:
        self.send_response(MOVED if self.path == "/moved" else 200)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Type", "Text/HTML; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.requestline.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    server = HTTPServer(("127.0.0.1", 0), Teller)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield Address("127.0.0.1", server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/a/../b", "/%2E%2E/c", "/chat?user=%FF", "//x"])
def test_a_path_is_asked_for_as_it_is_written(path: str, address: Address) -> None:
    assert get(address, path, ENOUGH).text == f"GET {path} HTTP/1.1"


def test_a_type_is_told_without_its_parameters(address: Address) -> None:
    assert get(address, "/", ENOUGH).kind == "text/html"


def test_an_answer_without_a_type_has_none() -> None:
    assert Response(200, {}, "").kind == ""


def test_a_redirection_is_not_followed(address: Address) -> None:
    assert get(address, "/moved", ENOUGH).status == MOVED


def test_another_method_may_be_used(address: Address) -> None:
    assert get(address, "/", ENOUGH, "DELETE").status == NOT_IMPLEMENTED


def test_no_proxy_is_used(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    assert get(address, "/", ENOUGH).text == "GET / HTTP/1.1"


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        get(Address("127.0.0.1", 1), "/", ENOUGH)


def test_a_handshake_by_hand_is_answered_as_any_request(address: Address) -> None:
    answer = ask(address, "/chat", HANDSHAKES["properly"], ENOUGH)
    assert (answer.status, answer.kind) == (200, "text/html")


def test_a_handshake_may_use_another_method(address: Address) -> None:
    assert ask(address, "/chat", HANDSHAKES["by POST"], ENOUGH).status == NOT_IMPLEMENTED


def test_the_answer_to_the_key_is_the_one_of_the_standard() -> None:
    assert ACCEPTED == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<script src="a.js"></script>', {"a.js": "script"}),
        ('<SCRIPT type="module" SRC="/a.js"></SCRIPT>', {"/a.js": "script"}),
        ('<link rel="stylesheet" href="a.css">', {"a.css": "style sheet"}),
        ('<link href=a.css rel="preload stylesheet">', {"a.css": "style sheet"}),
        ('<link rel="icon" href="a.svg">', {}),
        ("<script>src = 'a.js'</script>", {}),
        ('<!-- <script src="a.js"></script> -->', {}),
        ('<link rel="stylesheet">', {}),
        ('<img src="a.png">', {}),
        ("", {}),
    ],
)
def test_a_page_loads_scripts_and_style_sheets(page: str, found: dict[str, str]) -> None:
    assert assets(page) == found
