"""The server does not say how it is."""

from aiohttp import web

from server.web import app


def bend() -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({})

    app.health = health
