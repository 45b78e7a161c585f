"""The document of the protocol is served as plain text."""

from aiohttp import web

from server import asyncapi
from server.web import app


def bend() -> None:
    async def text(_request: web.Request) -> web.Response:
        return web.Response(body=asyncapi.as_json(), content_type="text/plain")

    app.asyncapi = text  # type: ignore[attr-defined]
