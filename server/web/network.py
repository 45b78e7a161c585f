"""Network of a client, for sharing connections fairly among clients."""

import asyncio
import socket

_MAPPED = bytes(10) + b"\xff\xff"  # the first bytes of an IPv4 address written as IPv6
_SITE = 8  # bytes of an IPv6 address that one customer of a provider has to themselves


def network_of(transport: asyncio.BaseTransport) -> bytes:
    """Return the client's IPv4 address, or the /64 of its IPv6 address; empty if it is unknown."""
    peer = transport.get_extra_info("peername")
    host = peer[0] if isinstance(peer, tuple) and peer else ""
    try:
        if ":" not in host:
            return socket.inet_aton(host)
        address = socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
    except OSError:  # gone already, or no address of the internet
        return b""
    return address[len(_MAPPED) :] if address.startswith(_MAPPED) else address[:_SITE]
