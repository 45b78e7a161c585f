"""Clients are told apart by where they come from."""

import asyncio

import pytest

from server.web.network import network_of


class PeerTransport(asyncio.BaseTransport):
    """A transport that knows nothing but its peer."""

    def __init__(self, peer: object) -> None:
        super().__init__({"peername": peer})


def found(host: str) -> bytes:
    return network_of(PeerTransport((host, 1234, 0, 0) if ":" in host else (host, 1234)))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2:3", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("192.0.2.1", "2001:db8::1", False),
    ],
)
def test_networks_are_told_apart(one: str, other: str, is_same: bool) -> None:
    assert (found(one) == found(other)) == is_same


@pytest.mark.parametrize("peer", [None, "", "/run/chat.sock", ("nowhere", 1)])
def test_a_client_from_nowhere_is_no_error(peer: object) -> None:
    assert network_of(PeerTransport(peer)) == b""
