"""A port of their own for what watches the server (``--metrics-port``)."""

from collections.abc import Awaitable, Callable

from aiohttp import web

PATHS = ("/stats", "/metrics", "/health")
_EVERYWHERE = ("/health",)  # load balancers ask for it where the chat is
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def keep_apart(port: int) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Return a middleware that answers ``PATHS`` at ``port``, and everything else elsewhere."""

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        is_there = _port_of(request) == port
        if request.path not in _EVERYWHERE and is_there is not (request.path in PATHS):
            raise web.HTTPNotFound
        return await handler(request)

    return keep


def _port_of(request: web.Request) -> int | None:
    """Return the port at which the request came in; None for a Unix socket."""
    name = request.get_extra_info("sockname")
    return name[1] if isinstance(name, tuple) else None
