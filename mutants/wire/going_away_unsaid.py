"""A server that goes away says that all is well."""

from aiohttp import web

from server.web import app


def bend() -> None:
    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    app.health = health
