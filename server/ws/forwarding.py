"""Trust in what proxies say of the requests that they pass on."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

UNKNOWN = "unknown"  # stands for the address of a client that has disconnected


def peer_address(request: web.Request) -> str:
    """Return the address of the peer."""
    return request.remote or UNKNOWN


def named_host(request: web.Request) -> str:
    """Return the ``Host`` of the request; "" without any."""
    return request.headers.get(hdrs.HOST, "")


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Functions that find a client's address, and the host that it asked for, with its port."""

    address_of: Callable[[web.Request], str] = peer_address
    host_of: Callable[[web.Request], str] = named_host


FORWARDING = web.AppKey("forwarding", Forwarding)


def address_of(request: web.Request) -> str:
    """Return the address of the client, as the log shows it."""
    return request.app.get(FORWARDING, Forwarding()).address_of(request)


def host_of(request: web.Request) -> str:
    """Return the host that the client asked for, as the browser of a page has it."""
    return request.app.get(FORWARDING, Forwarding()).host_of(request)
