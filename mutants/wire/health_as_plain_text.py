"""The server says how it is in words, not in JSON."""

from aiohttp import web

from server.web import app


def bend() -> None:
    async def health(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    app.health = health
