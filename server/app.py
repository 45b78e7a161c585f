"""Builds the application: routes, and what lives as long as it does."""

from collections.abc import AsyncIterator

from aiohttp import web

from server import pages
from server.chat import CHAT, Chat, chat
from server.connections import Connections
from server.echo import echo
from server.handshake import ALLOWED_ORIGINS
from server.outgoing import Limits
from server.settings import Settings
from server.websocket import CONNECTIONS

_SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def build(settings: Settings) -> web.Application:
    """The whole server as an aiohttp application, ready for a runner."""
    app = web.Application()
    app[CHAT] = Chat()
    app[pages.PAGES] = pages.load()
    add_websockets(app, settings)
    app.on_response_prepare.append(_add_security_headers)
    app.router.add_get("/", pages.index)
    app.router.add_get("/assets/{path:.+}", pages.asset)
    app.router.add_get("/chat", chat, allow_head=False)
    app.router.add_get("/echo", echo, allow_head=False)
    app.router.add_get("/health", health)
    return app


def add_websockets(app: web.Application, settings: Settings) -> None:
    """Gives any aiohttp application what ``upgrade_websocket`` needs: connections and limits."""
    app[ALLOWED_ORIGINS] = settings.allow_origin

    async def keep_connections(app: web.Application) -> AsyncIterator[None]:
        app[CONNECTIONS] = Connections(
            Limits(settings.max_frame, settings.send_buffer),
            settings.heartbeat,
            settings.idle_timeout,
            settings.max_connections,
        )
        yield
        await app[CONNECTIONS].goodbye()

    app.cleanup_ctx.append(keep_connections)


async def health(request: web.Request) -> web.Response:
    """``GET /health``: whether new connections are welcome."""
    if request.app[CONNECTIONS].is_draining:
        return web.json_response({"status": "draining"}, status=503)
    return web.json_response({"status": "ok"})


async def _add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
