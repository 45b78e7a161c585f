"""The address of a client, as far as it can be believed (docs/protocol.md#client-address)."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from aiohttp import hdrs, web

from server.ws.forwarding import UNKNOWN

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_X_FORWARDED_FOR = "X-Forwarded-For"
_THROUGH_UNIX_SOCKET = ""  # the address of such a peer
_IPV6_PREFIX = 64  # bits: a single client usually has all addresses that begin with them
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PAIR = rf'[ \t]*{_TOKEN}=(?:{_TOKEN}|"(?:[^"\\]|\\.)*")[ \t]*'
_FORWARDED = re.compile(rf"{_PAIR}(?:[;,]{_PAIR})*")  # RFC 7239 §4


def sender_address(request: web.Request, trusted: Sequence[Network]) -> str:
    """Return the address of the client, or its /64 network if it is an IPv6 address.

    The headers of a proxy in ``trusted`` are believed.
    """
    address = client_address(request, trusted)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(address), _IPV6_PREFIX), strict=False))
    return UNKNOWN if address is None else str(address)


def shown_address(request: web.Request, trusted: Sequence[Network]) -> str:
    """Return the address of the client for the log."""
    address = client_address(request, trusted)
    return UNKNOWN if address is None else str(address)


def client_address(request: web.Request, trusted: Sequence[Network]) -> IPAddress | None:
    """Return the address of the client: that of the peer, unless the peer is in ``trusted``; None
    if the peer has disconnected.

    If both headers of a proxy are there and name different clients, neither is believed: the proxy
    may have passed on one of them as the client sent it.
    """
    peer = address_in(request.remote or "")
    if not is_trusted(request, trusted):
        return peer
    named = {
        last_untrusted(peer, reversed(list(nodes)), trusted)
        for nodes in (_forwarded_for(request), _forwarded(request))
        if nodes
    }
    return named.pop() if len(named) == 1 else peer


def is_trusted(request: web.Request, trusted: Sequence[Network]) -> bool:
    """Return True if the headers of the peer are believed: it is in ``trusted``, or has come
    through a Unix socket, and so is a proxy on this machine."""
    if request.remote == _THROUGH_UNIX_SOCKET:
        return True
    peer = address_in(request.remote or "")
    return peer is not None and is_in(peer, trusted)


def last_untrusted(
    peer: IPAddress | None, nearest_first: Iterator[str], trusted: Sequence[Network]
) -> IPAddress | None:
    """Return the first address that is not in ``trusted``, on the way from ``peer`` to the client.

    What stands behind an invalid entry may have been written by anybody, so it is not believed:
    then the address before it counts.
    """
    address = peer
    for node in nearest_first:
        named = address_in(node)
        if named is None:
            break
        address = named
        if not is_in(address, trusted):
            break
    return address


def address_in(node: str) -> IPAddress | None:
    """Return the address in ``node``, which may have a port; None if there is none.

    ``node`` is written as ``192.0.2.1:80`` or ``[2001:db8::1]:80``, or as a bare address.
    """
    host = node.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_in(address: IPAddress, networks: Sequence[Network]) -> bool:
    """Return True if ``address`` is in one of ``networks``."""
    return any(address in network for network in networks)


def _forwarded_for(request: web.Request) -> list[str]:
    lines = request.headers.getall(_X_FORWARDED_FOR, [])
    return list(chain.from_iterable(line.split(",") for line in lines))


def _forwarded(request: web.Request) -> list[str]:
    """Return the nodes in ``Forwarded``; one that is invalid if anything in the header is.

    A client could otherwise open a quoted string that swallows what the proxy appends.
    """
    lines = request.headers.getall(hdrs.FORWARDED, [])
    if not all(map(_FORWARDED.fullmatch, lines)):
        return [UNKNOWN]
    return [element.get("for", UNKNOWN) for element in request.forwarded] if lines else []
