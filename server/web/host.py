"""The names under which clients may address the server (docs/protocol.md#host).

A page of another site can make a browser look up a name of its own as this server's address (DNS
rebinding). The page then has the same origin as the server, so only the name gives it away.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Collection
from functools import lru_cache
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from server.ws.handshake import HandshakeRejection, rejected

ANY = "*"
_LOCAL = "localhost"
_LONGEST_SHOWN = 200  # characters of what a client wrote, in the log
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def allowed_hosts(listening_on: str, allow_host: Collection[str]) -> frozenset[str]:
    """Return the names that clients may use, besides IP addresses and localhost.

    A server that listens on this machine only is not reached by a name of its own; one that listens
    on others, and was given no names, may be called anything.
    """
    if allow_host or _is_local(listening_on) or _is_loopback(listening_on):
        return frozenset(allow_host)
    return frozenset({ANY})


@lru_cache(maxsize=1024)  # clients use few names
def is_allowed(authority: str, allowed: frozenset[str]) -> bool:
    """Return True if clients may address the server as ``authority``, a host with or without port.

    Nobody can rebind an IP address, or localhost, so these need not be ``allowed``.
    """
    if ANY in allowed:
        return True
    try:
        name = (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return name in allowed or _is_local(name) or _is_address(name)


def check_host(allowed: frozenset[str]) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Return a middleware that rejects requests for other hosts with 421 (RFC 9110 §15.5.20)."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        named = request.headers.getall(hdrs.HOST, [])
        if len(named) == 1 and is_allowed(named[0], allowed):
            return await handler(request)
        if len(named) > 1:
            answer: web.HTTPException = web.HTTPBadRequest(text="A request names one host.")
        else:
            answer = web.HTTPMisdirectedRequest(
                text="This server has another name. Its operator can add this one: --allow-host."
            )
        if hdrs.UPGRADE in request.headers:
            asked = named[0][:_LONGEST_SHOWN] if named else ""
            cure = f"if the server has this name, start it with --allow-host {asked}"
            rejected(request, HandshakeRejection.HOST, answer, host=asked, cure=cure)
        raise answer

    return check


def _is_local(name: str) -> bool:
    return name == _LOCAL or name.endswith(f".{_LOCAL}")


def _is_loopback(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
