"""The host that a client asked for, as far as a proxy can be believed (docs/protocol.md#origin)."""

from collections.abc import Sequence

from aiohttp import web

from server.web.client_address import Network, is_trusted
from server.ws.forwarding import named_host

_X_FORWARDED_HOST = "X-Forwarded-Host"


def asked_host(request: web.Request, trusted: Sequence[Network]) -> str:
    """Return the ``Host`` of the request, or what a proxy in ``trusted`` says that it was.

    A proxy that names more than one host may have passed on what the client wrote, so then none of
    them is believed.
    """
    if _X_FORWARDED_HOST not in request.headers or not is_trusted(request, trusted):
        return named_host(request)
    named = request.headers.getall(_X_FORWARDED_HOST)
    return named[0].strip() if len(named) == 1 and "," not in named[0] else named_host(request)
