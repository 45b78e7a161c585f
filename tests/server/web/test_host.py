"""The names under which clients may address the server."""

import pytest

from server.config.settings import Settings
from server.web.app import build
from server.web.host import allowed_hosts, is_allowed
from tests.server.support.serving import knocking, serving

ANY = frozenset({"*"})
HERE = frozenset({"chat.example"})
OK, SWITCHING, BAD_REQUEST, MISDIRECTED = 200, 101, 400, 421  # HTTP statuses


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_a_server_on_this_machine_only_has_no_name_of_its_own(host: str) -> None:
    assert allowed_hosts(host, ()) == frozenset()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "chat.example"])
def test_a_server_for_others_has_any_name(host: str) -> None:
    assert allowed_hosts(host, ()) == ANY


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_server_has_the_names_it_was_given(host: str) -> None:
    assert allowed_hosts(host, ("chat.example",)) == HERE


@pytest.mark.parametrize(
    "authority",
    [
        *("chat.example", "chat.example:8080", "CHAT.example", "chat.example."),
        *("localhost", "localhost:80", "LOCALHOST", "a.localhost"),
        *("127.0.0.1", "10.0.0.1:8080", "[::1]", "[2001:db8::1]:8080"),
    ],
)
def test_its_names_localhost_and_addresses_are_allowed(authority: str) -> None:
    assert is_allowed(authority, HERE)


@pytest.mark.parametrize(
    "authority",
    [
        *("evil.example", "evil.example:8080", "chat.example.evil.example", "evilchat.example"),
        *(
            "",
            ":80",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "chat.example@evil.example",
        ),
        *("[::1", "notlocalhost", "1.2.3"),
    ],
)
def test_other_names_are_not_allowed(authority: str) -> None:
    assert not is_allowed(authority, HERE)


@pytest.mark.parametrize("authority", ["evil.example", "", "[::1"])
def test_any_name_may_be_allowed(authority: str) -> None:
    assert is_allowed(authority, ANY)


async def status(host: str, settings: Settings, **changes: str | None) -> int:
    """The status of the answer to a handshake for ``host``."""
    async with (
        serving(build(settings)) as port,
        knocking(port, "/chat", {"Host": host, **changes}) as peer,
    ):
        return peer.status


async def test_a_page_that_rebinds_its_name_is_rejected() -> None:
    origin = "http://evil.example:8080"
    assert await status("evil.example:8080", Settings(), Origin=origin) == MISDIRECTED


async def test_a_plain_request_for_another_host_is_rejected() -> None:
    assert await status("evil.example", Settings(), Upgrade=None) == MISDIRECTED


async def test_the_name_that_is_allowed_is_accepted() -> None:
    allowed = Settings(allow_host=("chat.example",))
    assert await status("chat.example", allowed, Origin="https://chat.example") == SWITCHING
    assert await status("other.example", allowed) == MISDIRECTED


async def test_a_server_for_others_answers_to_any_name() -> None:
    assert await status("chat.example", Settings(host="0.0.0.0")) == SWITCHING


async def test_two_hosts_are_one_too_many() -> None:
    assert await status("localhost\r\nHost: 127.0.0.1", Settings()) == BAD_REQUEST
