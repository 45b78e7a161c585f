"""The origin check: pages of this host and of allowed origins may connect."""

import pytest

from server.ws.origin import is_allowed

HERE = "chat.example:8080"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://chat.example:8080", HERE),
        ("https://chat.example:8080", HERE),
        ("http://chat.example", "chat.example"),
        ("http://chat.example", "chat.example:80"),
        ("https://chat.example", "chat.example"),
        ("https://chat.example", "chat.example:443"),
        ("http://CHAT.example", "chat.EXAMPLE"),
        ("http://localhost:3000", "localhost:3000"),
        ("http://127.0.0.1:3000", "127.0.0.1:3000"),
        ("http://[::1]:3000", "[::1]:3000"),
    ],
)
def test_a_page_of_this_host_may_connect(origin: str, host: str) -> None:
    assert is_allowed(origin, host)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://chat.example",
        "http://chat.example:8081",
        "http://chat.example:8080.evil.example",
        "http://evilchat.example:8080",
        "http://chat.example:8080@evil.example",
        "http://evil@chat.example:8080",
        "http://chat.example:8080/",
        "http://chat.example:8080/chat",
        "http://chat.example:8080?a",
        "ftp://chat.example:8080",
        "ws://chat.example:8080",
        "file://",
        "null",
        "",
        "chat.example:8080",
        "http://chat.example:port",
        "http://chat.example:99999",
        "http://[::1",
        "http://",
    ],
)
def test_a_page_from_elsewhere_may_not_connect(origin: str) -> None:
    assert not is_allowed(origin, HERE)


@pytest.mark.parametrize("host", ["", "chat.example:port", "[::1", ":8080"])
def test_nobody_may_connect_to_a_host_that_is_none(host: str) -> None:
    assert not is_allowed("http://chat.example:8080", host)


def test_another_address_of_the_same_machine_is_elsewhere() -> None:
    assert not is_allowed("http://localhost:8080", "127.0.0.1:8080")


def test_a_client_that_sends_no_origin_is_no_browser_and_may_connect() -> None:
    assert is_allowed(None, HERE)


def test_an_allowed_origin_may_connect() -> None:
    assert is_allowed("https://pages.example", HERE, ("https://pages.example",))


@pytest.mark.parametrize(
    "origin", ["http://pages.example", "https://pages.example:444", "https://pages.example.evil"]
)
def test_an_allowed_origin_is_compared_as_a_whole(origin: str) -> None:
    assert not is_allowed(origin, HERE, ("https://pages.example",))


def test_this_host_needs_no_allowance() -> None:
    assert is_allowed("http://chat.example:8080", HERE, ("https://pages.example",))


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_star_allows_everybody(origin: str) -> None:
    assert is_allowed(origin, HERE, ("*",))
