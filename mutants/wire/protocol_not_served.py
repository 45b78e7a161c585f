"""The document of the protocol is not there."""

from aiohttp import web

from server.web import app


def bend() -> None:
    async def nothing(_request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    app.asyncapi = nothing  # type: ignore[attr-defined]
