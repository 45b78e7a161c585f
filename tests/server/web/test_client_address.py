"""The address of a client: from the connection, or from a proxy that is trusted."""

import ipaddress

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from server.web.client_address import client_address, sender_address

PROXY, CLIENT, FORGED = "10.0.0.7", "203.0.113.9", "192.0.2.66"
TRUSTED = tuple(map(ipaddress.ip_network, ["10.0.0.0/8", "fd00::/8"]))
Lines = list[tuple[str, str]]


class Transport:
    """Knows the address of its peer, as the transport of a connection does."""

    def __init__(self, peer: object) -> None:
        self.peer = peer

    def get_extra_info(self, name: str, default: object = None) -> object:
        return self.peer if name == "peername" else default


def request_from(peer: object, headers: Lines) -> web.Request:
    fields = CIMultiDict(headers)
    return make_mocked_request("GET", "/chat", fields, transport=Transport(peer))


def address_of(peer: str, *headers: tuple[str, str]) -> str:
    """The address of the client, if these are the headers of a request from ``peer``."""
    return str(client_address(request_from((peer, 1234), [*headers]), TRUSTED))


def xff(line: str) -> tuple[str, str]:
    return "X-Forwarded-For", line


def forwarded(line: str) -> tuple[str, str]:
    return "Forwarded", line


def test_without_a_proxy_it_is_the_address_of_the_connection() -> None:
    assert address_of(CLIENT) == CLIENT


@pytest.mark.parametrize("header", [xff(FORGED), forwarded(f"for={FORGED}")])
def test_the_header_of_anybody_else_is_not_believed(header: tuple[str, str]) -> None:
    assert address_of(CLIENT, header) == CLIENT


@pytest.mark.parametrize(
    "headers",
    [
        [xff(CLIENT)],
        [xff(f"{CLIENT}:51234")],
        [xff(f"{FORGED}, {CLIENT}")],
        [xff(f"unknown, {CLIENT} , 10.2.3.4")],
        [xff(FORGED), xff(CLIENT)],
        [xff(f"::ffff:{CLIENT}")],
        [forwarded(f"for={CLIENT}")],
        [forwarded(f'for={FORGED}, For="{CLIENT}:51234";proto=https;by=10.0.0.7')],
        [forwarded(f"for={FORGED}"), forwarded(f"for={CLIENT} , for=10.2.3.4")],
        [forwarded(f'host="a, for={FORGED}";for={CLIENT}')],
        [xff(CLIENT), forwarded(f"for={CLIENT}")],
    ],
)
def test_a_trusted_proxy_names_the_last_address_that_is_not_trusted(headers: Lines) -> None:
    assert address_of(PROXY, *headers) == CLIENT


@pytest.mark.parametrize("line", ["2001:db8::7", "[2001:db8::7]", "[2001:db8::7]:443"])
def test_an_address_of_ipv6_may_have_brackets_and_a_port(line: str) -> None:
    assert address_of("fd00::1", xff(line)) == "2001:db8::7"
    assert address_of("fd00::1", forwarded(f'for="{line}"')) == "2001:db8::7"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [xff("")],
        [xff(f"{FORGED}, unknown")],
        [xff(f"{FORGED},")],
        [xff(f"{FORGED}, 203.0.113.256")],
        [forwarded("proto=https")],
        [forwarded(f"for={FORGED}, for=_hidden")],
        [forwarded(f"for={FORGED}, proto=https")],
        [forwarded(f"for={FORGED};")],
        [xff(FORGED), forwarded(f"for={CLIENT}")],
        [xff(CLIENT), forwarded(f"for={FORGED}")],
    ],
)
def test_what_cannot_be_believed_leaves_the_address_of_the_proxy(headers: Lines) -> None:
    assert address_of(PROXY, *headers) == PROXY


def test_behind_an_invalid_entry_the_proxy_that_wrote_it_counts() -> None:
    assert address_of(PROXY, xff(f"{FORGED}, unknown, 10.9.9.9")) == "10.9.9.9"


@pytest.mark.parametrize("appended", [f'for="{CLIENT}"', f"for={CLIENT}", f'for={CLIENT};host="a"'])
@pytest.mark.parametrize("sent", [f'for={FORGED};x="', f'for={FORGED};x="\\', f'for="{FORGED}'])
def test_a_client_cannot_swallow_what_the_proxy_appends(sent: str, appended: str) -> None:
    assert address_of(PROXY, forwarded(f"{sent}, {appended}")) in (CLIENT, PROXY)


@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=60))
def test_whatever_a_client_sends_the_appended_address_counts(sent: str) -> None:
    assert address_of(PROXY, xff(f"{sent}, {CLIENT}")) == CLIENT
    assert address_of(PROXY, forwarded(f'{sent}, for="{CLIENT}"')) in (CLIENT, PROXY)


def sender(peer: object) -> str:
    return sender_address(request_from(peer, []), TRUSTED)


def test_addresses_of_one_ipv6_network_are_one_sender() -> None:
    assert sender(("2001:db8:0:1::1", 1)) == sender(("2001:db8:0:1:ffff::2", 2))
    assert sender(("2001:db8:0:1::1", 1)) != sender(("2001:db8:0:2::1", 1))


def test_addresses_of_ipv4_are_senders_each_however_they_are_written() -> None:
    assert sender(("203.0.113.1", 1)) != sender(("203.0.113.2", 1))
    assert sender(("::ffff:203.0.113.1", 1, 0, 0)) == sender(("203.0.113.1", 1))


def test_a_peer_that_has_gone_is_some_sender() -> None:
    assert sender(None) == "unknown"
